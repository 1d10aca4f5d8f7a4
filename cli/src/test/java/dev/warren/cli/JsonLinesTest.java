package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  private static List<String> read(byte[] bytes) {
    List<String> seen = new ArrayList<>();
    new JsonLines(new ByteArrayInputStream(bytes)).forEachRemaining(it -> seen.add(describe(it)));
    return seen;
  }

  private static List<String> read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String describe(Object input) {
    if (input instanceof JsonText text) {
      return text.text();
    }
    try {
      return ((MalformedLine) input).getValue();
    } catch (MalformedLineException e) {
      return "malformed: " + e.getMessage();
    }
  }

  @Test
  void everyKindOfValueShouldBeKeptAsItIs() {
    assertThat(read("1\n\"ö\"\nnull\n [1, 2.50]\t\n{\"a\": {}}\r\n1e400"))
        .containsExactly("1", "\"ö\"", "null", " [1, 2.50]\t", "{\"a\": {}}", "1e400");
  }

  @Test
  void malformedLinesShouldKeepTheirPlaces() {
    assertThat(read("1\n{\n3\n4 4\n"))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("1"),
            line -> assertThat(line).startsWith("malformed: not a JSON value: "),
            line -> assertThat(line).isEqualTo("3"),
            line -> assertThat(line).startsWith("malformed: not a JSON value: "));
  }

  @Test
  void emptyLineShouldBeMalformedButNotAtTheEnd() {
    assertThat(read("1\n\n2\n\n")).hasSize(3).element(1).asString().startsWith("malformed: ");
    assertThat(read("\n")).isEmpty();
    assertThat(read("")).isEmpty();
    assertThat(read("\n\n")).hasSize(1);
  }

  @Test
  void bytesThatAreNoTextShouldBeMalformed() {
    byte[] bytes = {'"', (byte) 0xFF, '"', '\n', '"', (byte) 0xEF, (byte) 0xBF, (byte) 0xBD, '"'};

    assertThat(read(bytes)).containsExactly("malformed: not a JSON value: not UTF-8", "\"\uFFFD\"");
  }

  @Test
  void lineThatIsTooLongShouldBeMalformed() {
    String tooLong = "1".repeat(15 * 1024 * 1024 + 1);

    assertThat(read(tooLong + "\n2\n"))
        .containsExactly("malformed: longer than 15728640 bytes", "2");
  }

  @Test
  void brokenInputShouldBeToldApart() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] into, int from, int count) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(new JsonLines(broken)::hasNext)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the disk is gone");
  }

  @Test
  void endShouldStayTheEnd() {
    JsonLines lines = new JsonLines(new ByteArrayInputStream(new byte[] {'1'}));
    lines.next();

    assertThat(lines.hasNext()).isFalse();
    assertThatThrownBy(lines::next).isInstanceOf(NoSuchElementException.class);
  }
}
