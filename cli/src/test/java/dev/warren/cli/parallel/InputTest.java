package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {

  private static final InputFormat LINES = new InputFormat((byte) '\n', Optional.empty(), false);

  private static final int MOST_CHARS = 10_000;

  @TempDir private Path folder;

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static List<String> read(InputFormat format, String standard, String... words) {
    CommandWords given = CommandWords.parse(List.of(), List.of(words));
    List<String> all = new ArrayList<>();
    new Input(stream(standard), format)
        .open(given.sources())
        .forEachRemaining(each -> all.add(String.join("|", each)));
    return all;
  }

  @Test
  void everyLineOfStandardInputShouldBeAnArgument() {
    assertThat(read(LINES, "a\n\n b \nc")).containsExactly("a", "", " b ", "c");
    assertThat(read(LINES, "")).isEmpty();
    assertThat(read(LINES, "\n")).containsExactly("");
    assertThat(read(LINES, "x\r\n")).containsExactly("x\r");
  }

  @Test
  void emptyArgumentsShouldBeLeftOutIfAskedFor() {
    var format = new InputFormat((byte) '\n', Optional.empty(), true);

    assertThat(read(format, "a\n\n  \nb\n")).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 200_000})
  void linesShouldBeReadWhereverTheyLieInTheBuffer(int length) {
    String line = "x".repeat(length);

    assertThat(read(LINES, line + "\n\n" + line + "\ny")).containsExactly(line, "", line, "y");
  }

  @Test
  void lineThatNoCommandCouldTakeShouldBeSaid() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 'x');
            return length;
          }
        };
    Records records = new Records("it", endless, (byte) '\n');

    assertThatExceptionOfType(InputBrokenException.class)
        .isThrownBy(records::hasNext)
        .withMessageContaining("it has a line of more than");
  }

  @Test
  void brokenInputShouldBeSaid() {
    Records records = new Records("it", new BrokenInput(), (byte) '\n');

    assertThatExceptionOfType(InputBrokenException.class)
        .isThrownBy(records::hasNext)
        .withMessage("cannot read it: gone");
  }

  @Test
  void sourcesShouldBeCombinedTheLastOneFastest() {
    assertThat(read(LINES, "", "echo", ":::", "a", "b", ":::", "1", "2", ":::", "x"))
        .containsExactly("a|1|x", "a|2|x", "b|1|x", "b|2|x");
    assertThat(read(LINES, "", ":::", "a", ":::")).isEmpty();
  }

  @Test
  void linkedSourcesShouldGoSideBySideAsLongAsTheShortest() {
    assertThat(read(LINES, "", ":::", "a", "b", ":::", "1", "2", "3", ":::+", "x", "y"))
        .containsExactly("a|1|x", "a|2|y", "b|1|x", "b|2|y");
  }

  @Test
  void filesShouldBeReadAndMinusBeStandardInput() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "1\n2\n");

    assertThat(read(LINES, "a\nb\n", "::::", "-", file.toString()))
        .containsExactly("a|1", "a|2", "b|1", "b|2");
    assertThat(read(LINES, "a\nb\n", "::::", file.toString(), "::::+", "-"))
        .containsExactly("1|a", "2|b");
  }

  @Test
  void standardInputShouldBeReadOnceOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(LINES, "", "::::", "-", "-"))
        .withMessageContaining("once only");
  }

  @Test
  void missingFileShouldBeSaid() {
    assertThatExceptionOfType(InputBrokenException.class)
        .isThrownBy(() -> read(LINES, "", "::::", "/nowhere"))
        .withMessageContaining("/nowhere");
    assertThatExceptionOfType(InputBrokenException.class)
        .isThrownBy(() -> read(LINES, "", "::::", folder.toString()))
        .withMessageContaining("it is a folder");
  }

  @Test
  void linkShouldNeedSomethingToBeLinkedTo() {
    assertThatIllegalArgumentException().isThrownBy(() -> read(LINES, "", ":::+", "a"));
    assertThatIllegalArgumentException().isThrownBy(() -> read(LINES, "", "::::"));
  }

  @Test
  void aLineShouldBeACommandThatTakesNoneOfIt() {
    var settings = new InputSettings(List.of(), LINES, InputSettings.NONE, false);

    assertThat(settings.open(stream("a\nb\n"), 1, group -> true))
        .toIterable()
        .containsExactly(List.of(), List.of());
  }

  @Test
  void columnsShouldBeArguments() {
    var format = new InputFormat((byte) '\n', Optional.of(Pattern.compile(",")), false);

    assertThat(read(format, "a , b\nc,,d\n")).containsExactly("a|b", "c||d");
  }

  @Test
  void delimiterShouldBeAByteOrAnEscape() {
    assertThat(InputFormat.delimiter(",")).isEqualTo((byte) ',');
    assertThat(InputFormat.delimiter("\\0")).isZero();
    assertThat(InputFormat.delimiter("\\t")).isEqualTo((byte) '\t');
    assertThat(InputFormat.delimiter("\\xff")).isEqualTo((byte) 0xff);
    assertThatIllegalArgumentException().isThrownBy(() -> InputFormat.delimiter("ab"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InputFormat.delimiter("ä"))
        .withMessageContaining("not 'ä'");
    assertThatIllegalArgumentException().isThrownBy(() -> InputFormat.delimiter(""));
    assertThat(read(new InputFormat((byte) 0, Optional.empty(), false), "a\nb\0c"))
        .containsExactly("a\nb", "c");
  }

  @Test
  void inputShouldNotBeReadAhead() throws Exception {
    Iterator<List<String>> lines = new Input(new Once("a\nb\n"), LINES).open(List.of());

    assertThat(lines.next()).containsExactly("a");
    assertThat(lines.next()).containsExactly("b");
  }

  /** Gives what it has, and fails whoever wants more. */
  private static final class Once extends InputStream {
    private final byte[] all;
    private boolean given;

    Once(String text) {
      all = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      throw new AssertionError("one by one");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      assertThat(given).as("read again").isFalse();
      given = true;
      System.arraycopy(all, 0, target, offset, all.length);
      return all.length;
    }
  }

  private static List<List<String>> groups(int count, int most, int slots) {
    Iterator<List<String>> input =
        IntStream.rangeClosed(1, count).mapToObj(i -> List.of("" + i)).iterator();
    List<List<String>> all = new ArrayList<>();
    Predicate<List<String>> fits = group -> String.join(" ", group).length() <= MOST_CHARS;
    new ArgumentGroups(input, most, slots, fits).forEachRemaining(all::add);
    return all;
  }

  @Test
  void argumentsShouldBeGrouped() {
    assertThat(groups(5, 2, 0)).containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5"));
    assertThat(groups(0, 2, 0)).isEmpty();
  }

  @Test
  void lastArgumentsShouldBeSharedOutAmongTheSlots() {
    assertThat(groups(3, Integer.MAX_VALUE, 2)).containsExactly(List.of("1", "2"), List.of("3"));
    assertThat(groups(1, Integer.MAX_VALUE, 2)).containsExactly(List.of("1"));
  }

  @Test
  void groupsShouldBeAsLargeAsFits() {
    List<List<String>> groups = groups(100_000, Integer.MAX_VALUE, 0);

    assertThat(groups.subList(0, groups.size() - 1))
        .hasSizeGreaterThan(1)
        .allSatisfy(
            group ->
                assertThat(String.join(" ", group).length()).isBetween(MOST_CHARS - 6, MOST_CHARS));
    assertThat(groups.stream().flatMap(List::stream))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 100_000).mapToObj(i -> "" + i).toList());
  }

  @Test
  void argumentThatDoesNotFitShouldBeAloneInItsGroup() {
    List<List<String>> all = new ArrayList<>();
    Iterator<List<String>> input =
        List.of(List.of("x".repeat(2 * MOST_CHARS)), List.of("a"), List.of("b")).iterator();
    Predicate<List<String>> fits = group -> String.join(" ", group).length() <= MOST_CHARS;
    new ArgumentGroups(input, Integer.MAX_VALUE, 0, fits).forEachRemaining(all::add);

    assertThat(all).extracting(List::size).containsExactly(1, 2);
  }

  @Test
  void noMoreShouldBeReadThanACommandMayTake() {
    AtomicInteger read = new AtomicInteger();
    Iterator<List<String>> input =
        IntStream.rangeClosed(1, 100)
            .mapToObj(i -> List.of("" + read.incrementAndGet()))
            .iterator();

    assertThat(new ArgumentGroups(input, 3, 0, group -> true).next()).hasSize(3);
    assertThat(read).hasValue(3);
  }
}
