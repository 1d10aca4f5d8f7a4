package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.Batch;
import dev.warren.task.JobId;
import dev.warren.task.TaskName;
import dev.warren.task.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketCodecTest {

  private static final JobId JOB = new JobId("images", "k3f7q2m9x4tb");
  private static final String V = "\"v\":" + BatchCodec.VERSION;
  private static final String REST = ",\"nanos\":0,\"empty\":false}\n";

  private static Batch batch() {
    CallWriter calls = new CallWriter();
    calls.add(17);
    calls.add(18);
    return calls.toBatch(
        17, TaskName.parse("a.B::c"), Samples.TERMS.withHistory(List.of()), new byte[0]);
  }

  private static Ticket travelled(Ticket ticket) {
    return TicketCodec.decode(TicketCodec.encode(ticket));
  }

  @Test
  void aFirstTicketComesBackAsItWas() {
    Ticket first = Ticket.of(JOB, 7);

    assertThat(travelled(first)).isEqualTo(first);
    assertThat(Samples.text(TicketCodec.encode(first)))
        .isEqualTo("ticket {" + V + ",\"job\":\"images/k3f7q2m9x4tb\",\"priority\":7" + REST);
  }

  @Test
  void aTicketForALastLookComesBackAsItWas() {
    Ticket last = Ticket.of(JOB, 0).after(Optional.empty(), Duration.ofMillis(3)).foundEmpty();

    assertThat(travelled(last)).isEqualTo(last);
    assertThat(last.empty()).isTrue();
    assertThat(last.perCall()).isEqualTo(Duration.ofMillis(3));
  }

  @Test
  void whatIsLeftOfTheCallsComesWithIt() {
    Batch left = batch();
    Ticket ticket = Ticket.of(JOB, 4).after(Optional.of(left), Duration.ofNanos(1));

    Ticket there = travelled(ticket);

    assertThat(there.job()).isEqualTo(JOB);
    assertThat(there.perCall()).isEqualTo(Duration.ofNanos(1));
    assertThat(there.empty()).isFalse();
    assertThat(BatchCodec.encode(there.rest().orElseThrow())).isEqualTo(BatchCodec.encode(left));
  }

  @Test
  void nothingElseIsOne() {
    assertThat(TicketCodec.isTicket(TicketCodec.encode(Ticket.of(JOB, 4)))).isTrue();
    assertThat(TicketCodec.isTicket(new byte[0])).isFalse();
    assertThat(TicketCodec.isTicket(Samples.bytes("ticket "))).isFalse();
    assertThat(TicketCodec.isTicket(BatchCodec.encode(batch()))).isFalse();
    assertThat(TicketCodec.isTicket(MarkerCodec.encode(1))).isFalse();
  }

  @Test
  void refusesAnotherVersion() {
    String text = Samples.text(TicketCodec.encode(Ticket.of(JOB, 4)));

    for (int version : new int[] {BatchCodec.VERSION - 1, BatchCodec.VERSION + 1}) {
      byte[] other = Samples.bytes(text.replace(V, "\"v\":" + version));
      assertThatThrownBy(() -> TicketCodec.decode(other))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("another format version");
    }
  }

  @Test
  void refusesAPriorityThatIsNone() {
    String text = Samples.text(TicketCodec.encode(Ticket.of(JOB, 4)));

    for (String priority : new String[] {"-1", "10", "1e9", "\"4\"", "null"}) {
      byte[] wrong = Samples.bytes(text.replace("\"priority\":4", "\"priority\":" + priority));
      assertThatThrownBy(() -> TicketCodec.decode(wrong))
          .as(priority)
          .isInstanceOf(MalformedMessageException.class);
    }
    assertThatThrownBy(() -> Ticket.of(JOB, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a priority is 0 to 9, not 10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "ticket null\n",
        "ticket {}\n",
        "ticket [1]\n",
        "ticket \n",
        "ticket {VERSION,\"job\":\"a/k3f7q2m9x4tb\",\"priority\":4,\"nanos\":0,\"empty\":false}",
        "ticket {VERSION,\"job\":\"none\",\"priority\":4,\"nanos\":0,\"empty\":false}\n",
        "ticket {VERSION,\"job\":null,\"priority\":4,\"nanos\":0,\"empty\":false}\n",
        "ticket {VERSION,\"priority\":4,\"nanos\":0,\"empty\":false}\n",
        "ticket {VERSION,\"job\":\"a/k3f7q2m9x4tb\",\"nanos\":0,\"empty\":false}\n",
        "ticket {VERSION,\"job\":\"a/k3f7q2m9x4tb\",\"priority\":4,\"empty\":false}\n",
        "ticket {VERSION,\"job\":\"a/k3f7q2m9x4tb\",\"priority\":4,\"nanos\":0}\n",
        "ticket {VERSION,\"job\":\"a/k3f7q2m9x4tb\",\"priority\":4,\"nanos\":-1,\"empty\":false}\n",
        "ticket {VERSION,\"job\":\"a/k3f7q2m9x4tb\",\"priority\":4,\"nanos\":0,\"empty\":false}\nx"
      })
  void refusesGarbage(String text) {
    byte[] bytes = Samples.bytes(text.replace("VERSION", V));

    assertThatThrownBy(() -> TicketCodec.decode(bytes))
        .isInstanceOf(MalformedMessageException.class);
  }
}
