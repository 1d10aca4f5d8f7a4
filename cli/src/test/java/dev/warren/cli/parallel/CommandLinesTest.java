package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLinesTest {

  private static CommandLines lines(String command, String input) {
    byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
    return new CommandLines(command, "input", new ByteArrayInputStream(bytes));
  }

  private static List<String> all(String command, String input) {
    List<String> all = new ArrayList<>();
    lines(command, input).forEachRemaining(all::add);
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "gzip -9 {},gzip -9 /a/b.txt",
    "gzip -9,gzip -9 /a/b.txt",
    "f {.},f /a/b",
    "f {/},f b.txt",
    "f {//},f /a",
    "f {/.},f b",
    "f {#} >{/.}.{#},f 1 >b.1",
  })
  void eachReplacementStringShouldBeFilledIn(String command, String expected) {
    assertThat(all(command, "/a/b.txt\n")).containsExactly(expected);
  }

  @Test
  void eachLineShouldBeOneWordForTheShell() {
    assertThat(all("cat {} | wc", "a b\n; rm -rf x\nit's\n\n"))
        .containsExactly(
            "cat 'a b' | wc", "cat '; rm -rf x' | wc", "cat 'it'\"'\"'s' | wc", "cat '' | wc");
  }

  @Test
  void aCommandThatIsTheLineShouldNotBeQuoted() {
    assertThat(all("{}", "echo a b\n")).containsExactly("echo a b");
  }

  @Test
  void theLastLineNeedsNoEndAndEachShouldBeCounted() {
    CommandLines lines = lines("echo {#} {}", "a\nb");
    List<String> all = new ArrayList<>();

    lines.forEachRemaining(all::add);

    assertThat(all).containsExactly("echo 1 a", "echo 2 b");
    assertThat(lines.count()).isEqualTo(2);
  }

  @Test
  void bytesThatAreNoAsciiShouldBeMadeByTheShell() {
    assertThat(all("cat {}", "\u00ff\n"))
        .containsExactly("eval \"$(printf 'cat '\\''\\377'\\''')\"");
  }

  @Test
  void whatNoSystemTakesShouldBeRefusedWithItsLine() {
    CommandLines nul = lines("cat {}", "a\nb\0c\n");
    CommandLines longOne = lines("cat {}", "x".repeat(LineLimit.MOST_BYTES) + "\n");
    nul.next();

    assertThatThrownBy(nul::next)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2 has a NUL");
    assertThatThrownBy(longOne::next)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "line 1 makes a command of 122884 bytes, and the longest has 122880;"
                + " nothing of the job will run");
  }

  @Test
  void aCommandThatCannotBeShouldBeRefused() {
    assertThatThrownBy(() -> lines("f {%}", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{%}");
    assertThatThrownBy(() -> lines("f {= s/a/b/ =}", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Perl");
    assertThatThrownBy(() -> lines(" ", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty");
  }
}
