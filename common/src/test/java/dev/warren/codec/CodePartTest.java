package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CodePartTest {

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void aPartShouldComeOutAsItWentIn() {
    CodePart part = CodePart.decode(new CodePart(1, 3, ascii("a\nb")).encode());

    assertThat(part.part()).isEqualTo(1);
    assertThat(part.of()).isEqualTo(3);
    assertThat(part.bytes()).isEqualTo(ascii("a\nb"));
    assertThat(part.isEnd()).isFalse();
  }

  @Test
  void theEndShouldBeToldFromParts() {
    CodePart end = CodePart.decode(CodePart.end(3).encode());

    assertThat(end.isEnd()).isTrue();
    assertThat(end.of()).isEqualTo(3);
  }

  @Test
  void whatIsNoPartShouldBeRefused() {
    assertThatThrownBy(() -> new CodePart(4, 3, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CodePart(3, 3, new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CodePart.end(CodePart.MOST + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CodePart.decode(ascii("{\"v\":3,\"part\":0}\n")))
        .isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> CodePart.decode(ascii("mark of somebody")))
        .isInstanceOf(MalformedMessageException.class);
  }
}
