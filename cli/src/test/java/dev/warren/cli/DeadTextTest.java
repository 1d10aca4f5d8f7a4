package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.dead.DeadTask;
import dev.warren.task.DeadReason;
import dev.warren.task.PostMortem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadTextTest {

  @Test
  void rawMessageShouldNeitherColourTheTerminalNorPassForAnotherTask() {
    byte[] hostile =
        "x\u001b[31m\nraw/12345678\n  reason     failed".getBytes(StandardCharsets.UTF_8);
    DeadTask task =
        new DeadTask(
            PostMortem.raw(DeadReason.UNDECODABLE, "far", Instant.EPOCH, "it \u001b[2Jends"),
            "nobody\u0007",
            new byte[0],
            hostile);

    String shown = DeadText.full(task);

    assertThat(shown).doesNotContain("\u001b", "\u0007", "\n  reason     failed");
    assertThat(shown).contains("x\\u001b[31m\\nraw/12345678\\n  reason     failed");
  }
}
