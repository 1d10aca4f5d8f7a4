package dev.warren.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A page of the documentation, by its fenced blocks. */
final class Page {

  private static final String FENCE = "```";

  private final List<Block> blocks = new ArrayList<>();

  /** A fenced block: what stands behind the fence, and the lines between. */
  private record Block(String mark, String text) {}

  private Page(List<String> lines) {
    StringBuilder text = null;
    String mark = "";
    for (String line : lines) {
      if (!line.strip().startsWith(FENCE)) {
        if (text != null) {
          text.append(line).append('\n');
        }
      } else if (text == null) {
        mark = line.strip().substring(FENCE.length());
        text = new StringBuilder();
      } else {
        blocks.add(new Block(mark, text.toString()));
        text = null;
      }
    }
  }

  /** Reads a page, by its path from the root of the project. */
  static Page read(String path) throws IOException {
    return new Page(Files.readAllLines(Path.of("..").resolve(path)));
  }

  /** The text of every block that is marked so. */
  List<String> blocks(String mark) {
    return blocks.stream().filter(each -> each.mark().equals(mark)).map(Block::text).toList();
  }

  /** The bytes of every block of hexadecimal digits. */
  List<byte[]> bytes() {
    return blocks("hex").stream()
        .map(each -> HexFormat.of().parseHex(each.replaceAll("\\s", "")))
        .toList();
  }
}
