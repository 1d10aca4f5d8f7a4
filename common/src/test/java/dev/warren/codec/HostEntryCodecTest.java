package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.HostEntry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostEntryCodecTest {

  private static final HostEntry ENTRY =
      new HostEntry(
          "h",
          Instant.ofEpochMilli(1_795_460_000_123L),
          "far",
          4711,
          "1.0",
          "default",
          "warren.control.h.1",
          false);

  @Test
  void entriesShouldComeBackAsTheyWere() {
    HostEntry left = ENTRY.left(Instant.ofEpochMilli(1_795_460_000_124L));

    assertThat(HostEntryCodec.decode(HostEntryCodec.encode(ENTRY))).isEqualTo(ENTRY);
    assertThat(HostEntryCodec.decode(HostEntryCodec.encode(left))).isEqualTo(left);
    assertThat(left.left()).isTrue();
    assertThat(left.at()).isAfter(ENTRY.at());
  }

  @Test
  void aNameShouldBeCutSoThatTheEntryIsOne() {
    HostEntry named =
        new HostEntry(
            "h", Instant.EPOCH, "\u0001".repeat(100_000), 1, "1.0", "x".repeat(100), "c", false);

    assertThat(named.name()).hasSize(HostEntry.MAX_NAME);
    assertThat(HostEntryCodec.decode(HostEntryCodec.encode(named))).isEqualTo(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null\n",
        "mark 1\n",
        "{\"v\":2,\"at\":1,\"id\":\"h\",\"name\":\"far\",\"pid\":1,\"version\":\"1\","
            + "\"queue\":\"q\",\"control\":\"c\",\"left\":false}\n",
        "{\"v\":3,\"at\":1,\"id\":null,\"name\":\"far\",\"pid\":1,\"version\":\"1\","
            + "\"queue\":\"q\",\"control\":\"c\",\"left\":false}\n",
        "{\"v\":3,\"at\":1,\"id\":\"h\",\"name\":\"far\",\"pid\":1,\"version\":\"1\","
            + "\"queue\":\"q\",\"control\":\"c\"}\n",
      })
  void whatIsNoEntryShouldBeRefused(String text) {
    assertThatThrownBy(() -> HostEntryCodec.decode(Samples.bytes(text)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void whatIsTooLongShouldBeRefusedUnread() {
    assertThatThrownBy(() -> HostEntryCodec.decode(new byte[HostEntryCodec.MAX_BYTES + 1]))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("at most 4096 bytes");
  }
}
