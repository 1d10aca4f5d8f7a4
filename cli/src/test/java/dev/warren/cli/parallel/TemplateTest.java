package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.cli.parallel.Segment.Filling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static String fill(String command, String... arguments) {
    return fill(command, false, arguments);
  }

  private static String fill(String command, boolean repeatWords, String... arguments) {
    return Template.ofCommand(List.of(command), "{}", false)
        .command(new Filling(List.of(arguments), 7, 3), repeatWords);
  }

  /** What GNU parallel 20221122 makes of the same. */
  @ParameterizedTest
  @CsvSource({
    "d/f.tar.gz, d/f.tar, f.tar.gz, d, f.tar",
    "/abs, /abs, abs, /, abs",
    "x, x, x, ., x",
    ".hid, '', .hid, ., ''",
    "a.b/c, a.b/c, c, a.b, c",
    "dir/, dir/, '', ., ''",
    "/, /, '', /, ''",
    "'', '', '', ., ''",
    "a//b, a//b, b, a, b"
  })
  void partsOfAPathShouldBeThoseOfGnuParallel(
      String path, String noExtension, String base, String folder, String baseNoExtension) {
    var filling = new Filling(List.of(path), 1, 1);

    assertThat(Template.of("{}|{.}|{/}|{//}|{/.}", "{}").plain(filling))
        .isEqualTo(String.join("|", path, noExtension, base, folder, baseNoExtension));
    assertThat(Template.of("{1}|{1.}|{1/}|{1//}|{1/.}", "{}").plain(filling))
        .isEqualTo(String.join("|", path, noExtension, base, folder, baseNoExtension));
  }

  @Test
  void argumentShouldBePutAtTheEndOfACommandWithoutReplacementStrings() {
    assertThat(fill("gzip -9", "a b")).isEqualTo("gzip -9 'a b'");
    assertThat(fill("echo", "a", "b")).isEqualTo("echo a b");
    assertThat(fill("echo {#}", "a")).isEqualTo("echo 7");
  }

  @Test
  void lineShouldBeTheCommandWhereThereIsNone() {
    Template template = Template.ofCommand(List.of(), "{}", false);

    assertThat(template.command(new Filling(List.of("echo a; echo 'b  c'"), 1, 1), false))
        .isEqualTo("echo a; echo 'b  c'");
  }

  @Test
  void onlyALeadingReplacementStringShouldNotBeQuoted() {
    assertThat(fill("{} x {}", "echo a;b")).isEqualTo("echo a;b x 'echo a;b'");
    assertThat(fill("{1} {2}", "echo -n", "$(x)")).isEqualTo("echo -n '$(x)'");
    assertThat(fill("A={} cmd", "a;b")).isEqualTo("A='a;b' cmd");
  }

  @Test
  void positionsShouldCountFromBothEnds() {
    assertThat(fill("echo {2} {1} {-1} {-2} {3} {-3}.", "a", "b")).isEqualTo("echo b a b a  .");
  }

  @Test
  void numbersShouldBeThoseOfTheJobAndItsSlot() {
    assertThat(fill("echo {#} {%} {}", "a")).isEqualTo("echo 7 3 a");
  }

  @Test
  void bracesThatAreNoReplacementStringShouldStay() {
    assertThat(fill("awk '{print $1}' {} ${x} {0} {///} {}", "f"))
        .isEqualTo("awk '{print $1}' f ${x} {0} {///} f");
  }

  @Test
  void severalArgumentsShouldStandInOneWordOrRepeatIt() {
    assertThat(fill("echo x{}y {1}", false, "a", "b c")).isEqualTo("echo xa 'b c'y a");
    assertThat(fill("echo x{}y {1}", true, "a", "b c")).isEqualTo("echo xay x'b c'y a");
  }

  @Test
  void quotedCommandShouldHaveNothingSpecialForTheShell() {
    Template template = Template.ofCommand(List.of("echo", "$HOME  b", "x;{}y"), "{}", true);

    assertThat(template.command(new Filling(List.of("a b"), 1, 1), false))
        .isEqualTo("echo '$HOME  b' 'x;''a b'y");
  }

  @Test
  void anotherTextMayStandForTheLine() {
    Template template = Template.ofCommand(List.of("echo ,, {} {.}"), ",,", false);

    assertThat(template.command(new Filling(List.of("a.b"), 1, 1), false))
        .isEqualTo("echo a.b {} a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b"})
  void textForTheLineShouldBeAWord(String marker) {
    assertThatIllegalArgumentException().isThrownBy(() -> Template.of("echo", marker));
  }

  @Test
  void perlShouldBeRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Template.of("echo {= $_++ =}", "{}"))
        .withMessageContaining("Perl");
  }
}
