package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OctetsTest {

  private static byte[] everyByte() {
    byte[] all = new byte[255];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i + 1); // A command line has no NUL.
    }
    return all;
  }

  /** What a shell prints for {@code printf %s WORD}. */
  private static byte[] printed(String line) throws Exception {
    Process shell = new ProcessBuilder("/bin/sh", "-c", line).start();
    byte[] out = shell.getInputStream().readAllBytes();
    assertThat(shell.waitFor()).isZero();
    return out;
  }

  @Test
  void everyByteShouldGoThroughAString() {
    byte[] all = everyByte();

    assertThat(Octets.bytes(Octets.of(all, 0, all.length))).isEqualTo(all);
    assertThat(Octets.of(all, 64, 67)).isEqualTo("ABC");
  }

  @Test
  void everyByteShouldArriveThroughTheShellQuoted() throws Exception {
    byte[] all = everyByte();
    String line = "printf %s " + ShellQuote.quote(Octets.of(all, 0, all.length));

    assertThat(printed(Octets.carried(line))).isEqualTo(all);
    assertThat(printed(Octets.ascii(line))).isEqualTo(all);
    assertThat(Octets.ascii(line).chars()).allMatch(each -> each < 128);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "it's",
        "'",
        "''",
        "\"",
        "$(touch x)",
        "`id`",
        ";",
        "a\nb",
        "\n",
        "a\n\n",
        "\t",
        "*",
        "~",
        "-n",
        "\\",
        "\\n",
        "!x",
        "#",
        "{a,b}",
        "é ü 漢字 🎉",
        "%s",
        "\u0001"
      })
  void nastyWordsShouldArriveUnchanged(String word) throws Exception {
    String line = "printf '<%s>' " + ShellQuote.quote(Octets.ofText(word));

    assertThat(new String(printed(Octets.carried(line)), StandardCharsets.UTF_8))
        .isEqualTo("<" + word + ">");
    assertThat(new String(printed(Octets.ascii(line)), StandardCharsets.UTF_8))
        .isEqualTo("<" + word + ">");
  }

  @Test
  void plainLinesShouldStayAsTheyAre() {
    assertThat(Octets.ascii("echo 'a b' %s \\n")).isEqualTo("echo 'a b' %s \\n");
    assertThat(Octets.carried("echo 'a b' %s \\n")).isEqualTo("echo 'a b' %s \\n");
  }

  @Test
  void argumentsThatAreNotOfThisCommandLineShouldBeTakenAsJavaHasThem() {
    assertThat(Octets.ofArguments(List.of("plain", "é?")))
        .containsExactly("plain", Octets.ofText("é?"));
  }
}
