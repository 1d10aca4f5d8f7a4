package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.codec.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutcomeLinesTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void outcomesShouldBeJsonInLines() throws IOException {
    try (OutcomeLines lines = new OutcomeLines(out)) {
      lines.succeeded(1, new JsonText("{\"ö\": [1, null]}"));
      lines.failed(10_000_000_000L, new TaskFailure("a.B$C", "say \"no\"\t\\ ö"));
      lines.failed(3, new TaskFailure("a.B", ""));
    }

    assertThat(written())
        .isEqualTo(
            """
            {"line":1,"ok":{"ö": [1, null]}}
            {"line":10000000000,"error":{"type":"a.B$C","message":"say \\"no\\"\\t\\\\ ö"}}
            {"line":3,"error":{"type":"a.B","message":""}}
            """);
  }

  @Test
  void halfASurrogatePairShouldNotStopTheOutput() throws IOException {
    try (OutcomeLines lines = new OutcomeLines(out)) {
      lines.failed(1, new TaskFailure("a.B", "\uD83D!"));
    }

    assertThat(written())
        .isEqualTo("{\"line\":1,\"error\":{\"type\":\"a.B\",\"message\":\"?!\"}}\n");
  }

  @Test
  void outcomeShouldNotWaitForTheNextOne() throws IOException {
    try (OutcomeLines lines = new OutcomeLines(out)) {
      lines.succeeded(1, new JsonText("2"));

      await().untilAsserted(() -> assertThat(written()).isEqualTo("{\"line\":1,\"ok\":2}\n"));
    }
  }

  @Test
  void failureToWriteShouldComeOutEvenIfItHappensInTheBackground() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    OutcomeLines lines = new OutcomeLines(full);

    await()
        .untilAsserted(
            () -> {
              assertThatThrownBy(
                      () -> {
                        lines.succeeded(1, new JsonText("2"));
                        lines.flush();
                      })
                  .hasMessage("No space left on device");
              assertThatThrownBy(lines::close).hasMessage("No space left on device");
            });
  }
}
