package dev.warren.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.codec.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders and messages to bytes and back. */
class CommandMessageTest {

  private final UUID id = UUID.randomUUID();

  private static CommandMessage again(CommandMessage message) {
    return CommandMessage.decode(message.encode());
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeComesBack(CommandMessage.Type type) {
    CommandMessage back = again(new CommandMessage(id, type, -15, new byte[] {1, 2}));

    assertThat(back.id()).isEqualTo(id);
    assertThat(back.type()).isEqualTo(type);
    assertThat(back.number()).isEqualTo(-15);
    assertThat(back.body()).containsExactly(1, 2);
  }

  @Test
  void bodiesAreTextOrNumbers() {
    assertThat(again(CommandMessage.offer(id, "queue", "né")).text()).isEqualTo("queue\nné");
    assertThat(again(CommandMessage.begun(id, 1L << 40)).count()).isEqualTo(1L << 40);
    assertThat(again(CommandMessage.credit(id, 1, 4096)).count()).isEqualTo(4096);
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> CommandMessage.of(id, CommandMessage.Type.CREDIT).count());
  }

  @Test
  void whatIsNoMessageIsRefused() {
    byte[] good = CommandMessage.of(id, CommandMessage.Type.GO).encode();
    good[16] = '?';
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> CommandMessage.decode(good));
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> CommandMessage.decode(new byte[20]));
  }

  private CommandOrder order() {
    return new CommandOrder(
        CommandOrder.VERSION,
        id,
        false,
        List.of("sort", "-n", "né \n"),
        null,
        Map.of("LC_ALL", "C"),
        true,
        CommandOrder.In.PIPE,
        CommandOrder.Out.NULL,
        CommandOrder.Err.STDOUT);
  }

  @Test
  void anOrderComesBack() {
    assertThat(CommandOrder.decode(order().encode())).isEqualTo(order());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "[1]", "{\"v\":1}"})
  void whatIsNoOrderIsRefused(String text) {
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> CommandOrder.decode(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anotherVersionIsRefused() {
    String text = new String(order().encode(), StandardCharsets.UTF_8);
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(
            () ->
                CommandOrder.decode(
                    text.replace("\"v\":1", "\"v\":2").getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("version 2");
  }

  @Test
  void aChangedOrderIsAnOrderOrRefused() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = order().encode();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      try {
        assertThat(CommandOrder.decode(bytes)).isNotNull();
      } catch (MalformedMessageException e) {
        assertThat(e).hasMessageContaining(" ");
      }
    }
  }

  @Test
  void anOrderWithoutAProgramIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CommandOrder(
                    CommandOrder.VERSION,
                    id,
                    false,
                    List.of(),
                    null,
                    Map.of(),
                    false,
                    CommandOrder.In.NULL,
                    CommandOrder.Out.NULL,
                    CommandOrder.Err.NULL));
  }
}
