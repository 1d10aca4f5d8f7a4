package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.cli.parallel.Printer.Printed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrinterTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static Printed printed(String text) {
    return new Printed("", Output.of(text), Output.of("e" + text));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void outputsShouldComeAsTheyEnd() throws IOException {
    Printer printer = new Printer(out, err, false);
    printer.print(1, printed("b\n"));
    printer.print(0, printed("a\n"));

    assertThat(text(out)).isEqualTo("b\na\n");
    assertThat(text(err)).isEqualTo("eb\nea\n");
  }

  @Test
  void outputsShouldBeHeldUntilItIsTheirTurn() throws IOException {
    Printer printer = new Printer(out, err, true);
    printer.print(2, printed("c\n"));
    printer.print(1, printed("b\n"));
    assertThat(text(out)).isEmpty();

    printer.print(0, printed("a\n"));
    assertThat(text(out)).isEqualTo("a\nb\nc\n");
  }

  @Test
  void restShouldBePrintedInOrder() throws IOException {
    Printer printer = new Printer(out, err, true);
    printer.print(7, printed("h\n"));
    printer.print(2, printed("c\n"));
    printer.printRest();

    assertThat(text(out)).isEqualTo("c\nh\n");
  }

  @Test
  void nobodyShouldBeFarAheadOfWhatIsPrinted() throws Exception {
    Printer printer = new Printer(out, err, true);
    printer.awaitRoom(Printer.MOST_AHEAD - 1);
    Thread waiter = new Thread(() -> waitForRoom(printer));
    waiter.start();
    await().until(() -> waiter.getState() == Thread.State.WAITING);

    printer.print(0, printed("a"));
    CompletableFuture.runAsync(() -> join(waiter)).get(10, java.util.concurrent.TimeUnit.SECONDS);
  }

  private static void waitForRoom(Printer printer) {
    try {
      printer.awaitRoom(Printer.MOST_AHEAD);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What GNU parallel 20221122 makes of the same; | is the end of a line. */
  @ParameterizedTest
  @CsvSource({"x|, T x|", "x||y, T x|T |T y", "part, T part", "|, T |"})
  void everyLineShouldHaveItsTag(String written, String tagged) throws IOException {
    String plain = written.replace('|', '\n');
    new Printer(out, err, false).print(0, new Printed("T ", Output.of(plain), Output.NONE));

    assertThat(text(out)).isEqualTo(tagged.replace('|', '\n').replace("T\n", "T \n"));
  }

  @Test
  void tagShouldNotComeBackWithinALineThatComesInParts() throws IOException {
    TaggedLines lines = new TaggedLines(out, new byte[] {'T'});
    lines.write('a');
    lines.write("b\nc".getBytes(StandardCharsets.US_ASCII));
    lines.write('d');

    assertThat(text(out)).isEqualTo("Tab\nTcd");
  }
}
