package dev.warren.worker.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.HostEntryCodec;
import dev.warren.codec.Signer;
import dev.warren.task.HostEntry;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RegistrationTest {

  private static final Signer SIGNER = Signer.of("0123456789abcdef");
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final HostEntry ENTRY =
      new HostEntry("h", Instant.EPOCH, "far", 1, "1.0", "q", "warren.control.h.1", false);

  private long nanos;
  private boolean blocked;
  private final List<Message> sent = new ArrayList<>();
  private final Registration registration =
      new Registration(SIGNER, () -> START.plusNanos(nanos), () -> nanos);

  private void publish(Message message, Receipt receipt) {
    sent.add(message);
    receipt.confirmed();
  }

  private HostEntry last() {
    Message message = sent.get(sent.size() - 1);
    assertThat(message.queue()).isEqualTo("warren.hosts");
    assertThat(SIGNER.accepts("warren.hosts", message.body(), message.signature())).isTrue();
    return HostEntryCodec.decode(message.body());
  }

  private void look() throws Exception {
    registration.look(null); // Asks the broker only when the register has gone.
  }

  @Test
  void aHostShouldBeWrittenOnEachConnectionAndEveryFewMinutes() throws Exception {
    look();
    assertThat(sent).isEmpty();

    registration.up(ENTRY, this::publish, () -> blocked);
    assertThat(last()).isEqualTo(ENTRY.at(START));
    nanos = Registration.PERIOD.toNanos() - 1;
    look();
    assertThat(sent).hasSize(1);
    nanos++;
    look();
    look();
    assertThat(sent).hasSize(2);
    assertThat(last()).isEqualTo(ENTRY.at(START.plus(Registration.PERIOD)));

    registration.down();
    nanos *= 2;
    look();
    assertThat(sent).hasSize(2);
  }

  @Test
  void aFarewellShouldBeTheLastThatIsWritten() throws Exception {
    registration.up(ENTRY, this::publish, () -> blocked);

    registration.leave();
    registration.leave();

    assertThat(sent).hasSize(2);
    assertThat(last().left()).isTrue();
    nanos = Registration.PERIOD.toNanos();
    look();
    assertThat(sent).hasSize(2);
  }

  @Test
  void nobodyShouldWaitForABrokerThatTakesNothing() throws Exception {
    registration.up(ENTRY, (message, receipt) -> sent.add(message), () -> blocked);
    blocked = true;
    nanos = Registration.PERIOD.toNanos();
    look();

    registration.leave();

    assertThat(sent).hasSize(1);
  }

  @Test
  void aFarewellThatIsNotConfirmedShouldHoldUpNobodyForLong() {
    registration.up(ENTRY, (message, receipt) -> sent.add(message), () -> blocked);

    registration.leave();

    assertThat(last().left()).isTrue();
  }
}
