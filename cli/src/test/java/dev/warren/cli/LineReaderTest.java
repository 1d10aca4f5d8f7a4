package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private static final int LONGEST = 300_000;

  private static List<String> lines(InputStream in) throws IOException {
    LineReader reader = new LineReader(in, LONGEST);
    List<String> lines = new ArrayList<>();
    while (reader.next()) {
      int length = reader.to() - reader.from();
      String text = new String(reader.bytes(), reader.from(), length, StandardCharsets.UTF_8);
      lines.add(reader.isTooLong() ? "too long" : text);
    }
    return lines;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Gives no more than some bytes for each read. */
  private static InputStream slow(String text, int most) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] into, int from, int count) {
        return super.read(into, from, Math.min(count, most));
      }
    };
  }

  @Test
  void linesShouldBeSplitAtEveryKindOfEnd() throws IOException {
    assertThat(lines(stream("a\nb\r\n\nc\rd"))).containsExactly("a", "b", "", "c\rd");
    assertThat(lines(stream(""))).isEmpty();
    assertThat(lines(stream("\n"))).containsExactly("");
    assertThat(lines(stream("a\n"))).containsExactly("a");
  }

  @Test
  void linesShouldNotDependOnTheSizeOfTheReads() throws IOException {
    String text = "first\r\nsecond\n\nöäü\nlast";

    for (int most = 1; most < 10; most++) {
      assertThat(lines(slow(text, most))).containsExactly("first", "second", "", "öäü", "last");
    }
  }

  @Test
  void lineLongerThanTheBufferShouldBePutTogether() throws IOException {
    String line = "0123456789".repeat(LONGEST / 10);

    assertThat(lines(stream("a\n" + line + "\nb\n" + line + "\r\n" + line)))
        .containsExactly("a", line, "b", line, line);
  }

  @Test
  void longestLineShouldBeTakenAndALongerOneSkipped() throws IOException {
    String line = "x".repeat(LONGEST);

    assertThat(lines(stream(line + "\n" + line + "y\n" + line.repeat(5) + "\nend")))
        .containsExactly(line, "too long", "too long", "end");
  }

  @Test
  void manyLinesShouldPassThroughTheBuffer() throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      expected.add("line " + i);
      text.append("line ").append(i).append('\n');
    }

    assertThat(lines(stream(text.toString()))).isEqualTo(expected);
  }
}
