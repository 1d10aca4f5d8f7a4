package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintedLinesTest {

  private static final int LONGEST = 64 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = PrintedLines.stream(new FrameWriter(bytes));

  private List<String> sent() throws IOException {
    FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes.toByteArray()));
    List<String> lines = new ArrayList<>();
    try {
      while (true) {
        Frame frame = reader.read();
        assertThat(frame.type()).isEqualTo(Frame.Type.PRINTED);
        lines.add(new String(frame.body(), StandardCharsets.UTF_8));
      }
    } catch (EOFException e) {
      return lines;
    }
  }

  @Test
  void sendsEachLineWhenItEnds() throws Exception {
    out.print("one");
    out.print(" and a half");
    out.flush();
    assertThat(sent()).isEmpty();

    out.println();
    out.print("two\n\nthree ü 😀\u2028\nfour");

    assertThat(sent()).containsExactly("one and a half", "two", "", "three ü 😀\u2028");
  }

  @Test
  void sendsTheLastLineAtItsEnd() throws Exception {
    out.print("last");
    out.close();
    out.close();

    assertThat(sent()).containsExactly("last");
  }

  @Test
  void sendsNothingWhenNothingWasPrinted() throws Exception {
    out.println("one");
    out.close();

    assertThat(sent()).containsExactly("one");
  }

  @Test
  void cutsALongLineIntoPieces() throws Exception {
    out.println("x".repeat(2 * LONGEST + 5));

    assertThat(sent()).containsExactly("x".repeat(LONGEST), "x".repeat(LONGEST), "xxxxx");
  }

  @Test
  void aLineOfJustTheLongestLengthIsOneLine() throws Exception {
    out.println("x".repeat(LONGEST));

    assertThat(sent()).containsExactly("x".repeat(LONGEST));
  }

  @Test
  void doesNotCutACharacter() throws Exception {
    String line = "x" + "😀".repeat(LONGEST);

    out.println(line);

    assertThat(String.join("", sent())).isEqualTo(line);
    assertThat(sent()).hasSizeGreaterThan(3);
  }
}
