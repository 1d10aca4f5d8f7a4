package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintedLinesTest {

  private static final int LONGEST = 64 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CurrentCall call = new CurrentCall();
  private final PrintedLines printed =
      new PrintedLines(new FrameWriter(bytes), Frame.Type.PRINTED, call);
  private final PrintStream out = printed.stream();

  private List<String> sent() throws IOException {
    return frames().stream().map(frame -> PrintedLine.decode(frame.body()).text()).toList();
  }

  private List<Frame> frames() throws IOException {
    FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes.toByteArray()));
    List<Frame> lines = new ArrayList<>();
    try {
      while (true) {
        Frame frame = reader.read();
        assertThat(frame.type()).isEqualTo(Frame.Type.PRINTED);
        lines.add(frame);
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

  @Test
  void namesTheTaskThatRunsWhenTheLineEnds() throws Exception {
    out.println("before");
    call.batch(1);
    call.begin(17);
    out.print("with 17 ");
    out.println("to its end");
    call.end(17);
    out.println("between");
    call.batch(1);
    call.begin(3);
    out.println("3");

    assertThat(frames()).extracting(Frame::number).containsExactly(0, 1, 1, 2);
    assertThat(frames())
        .extracting(frame -> PrintedLine.decode(frame.body()))
        .containsExactly(
            new PrintedLine(CurrentCall.NONE, "before"),
            new PrintedLine(17, "with 17 to its end"),
            new PrintedLine(CurrentCall.NONE, "between"),
            new PrintedLine(3, "3"));
  }

  @Test
  void aLineLeftOpenEndsWithItsTask() throws Exception {
    call.batch(1);
    call.begin(1);
    out.print("dot");
    printed.endLine();
    call.end(1);
    call.begin(2);
    printed.endLine();
    out.println();

    assertThat(frames())
        .extracting(frame -> PrintedLine.decode(frame.body()))
        .containsExactly(new PrintedLine(1, "dot"), new PrintedLine(2, ""));
  }
}
