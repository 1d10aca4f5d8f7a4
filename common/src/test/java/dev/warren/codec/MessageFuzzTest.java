package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.ControlOrder;
import dev.warren.task.Death;
import dev.warren.task.Failure;
import dev.warren.task.HostEntry;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Damaged messages are malformed, or still messages; nothing else may come of them. */
class MessageFuzzTest {

  private static final int ROUNDS = 5_000;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** Bytes that mean something to a reader. */
  private static final byte[] SPICE =
      Samples.bytes("\n \"{}[]:,0123456789-+eE.\\u\0\1ÿnulltruefalsefaileddiedokrejected");

  private final Random random = new Random(20240229);

  @Test
  void damagedBatchesAreMalformedOrBatches() {
    CallWriter calls = new CallWriter();
    calls.add(1, "text", List.of(1, 2.5), null);
    calls.add(22, 3);
    byte[] message =
        BatchCodec.encode(
            calls.toBatch(
                5, TaskName.parse("a.B::c(I)V"), Terms.ofDefaults(), Samples.bytes("[7]")));
    ArgumentCodec codec = new ArgumentCodec(List.of(Object.class, List.class, String.class));

    fuzz(
        message,
        bytes -> {
          var batch = BatchCodec.decode(bytes);
          for (int call = 0; call < batch.size(); call++) {
            assertThat(batch.taskId(call)).isNotNegative();
            try {
              codec.read(bytes, batch.start(call), batch.end(call));
            } catch (UndecodableException e) {
              assertThat(e.getMessage()).isNotEmpty();
            }
          }
          BatchCodec.decode(BatchCodec.encode(batch));
        });
  }

  @Test
  void damagedOutcomesAreMalformedOrOutcomes() {
    OutcomeWriter writer = new OutcomeWriter("host", 1);
    writer.add(new Outcome.Succeeded(1, Samples.bytes("[\"a\",2]")), 5);
    writer.add(new Outcome.WorkerDied(3, List.of(new Death("h", 1, 9, "", List.of("x")))));
    writer.add(new Outcome.Rejected(4, "no such task"));
    IllegalStateException thrown = new IllegalStateException("m", new RuntimeException("n"));
    thrown.setStackTrace(Arrays.copyOf(thrown.getStackTrace(), 1));
    thrown.getCause().setStackTrace(new StackTraceElement[0]);
    writer.add(new Outcome.Failed(2, Failure.of(thrown)), 6);

    fuzz(
        writer.take(5),
        bytes -> {
          OutcomeGroup group = OutcomeReader.read(bytes);
          assertThat(group.host()).isNotNull();
          OutcomeWriter again = new OutcomeWriter(group.host(), group.pid());
          group.outcomes().forEach(again::add);
          assertThat(OutcomeReader.read(again.take(group.batch())).outcomes())
              .hasSameSizeAs(group.outcomes());
        });
  }

  @Test
  void damagedEntriesOfHostsAreMalformedOrEntries() {
    HostEntry entry = new HostEntry("h", Instant.EPOCH, "far", 1, "1.0", "q", "c", false);

    fuzz(
        HostEntryCodec.encode(entry),
        bytes -> assertThat(HostEntryCodec.decode(bytes).control()).isNotNull());
  }

  @Test
  void damagedOrdersOfOperatorsAreMalformedOrOrders() {
    ControlOrder order = new ControlOrder("o", "c", ControlOrder.Action.SCALE, 4);

    fuzz(
        ControlCodec.encode(order),
        bytes -> assertThat(ControlCodec.decodeOrder(bytes).action()).isNotNull());
  }

  private void fuzz(byte[] message, Consumer<byte[]> reader) {
    long start = System.nanoTime();
    int malformed = 0;
    for (int round = 0; round < ROUNDS && System.nanoTime() - start < LONGEST.toNanos(); round++) {
      byte[] bytes = message.clone();
      for (int damage = random.nextInt(3); damage >= 0; damage--) {
        bytes = damaged(bytes);
      }
      try {
        reader.accept(bytes);
      } catch (MalformedMessageException e) {
        malformed++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + round + ": " + Samples.text(bytes), e);
      }
    }
    assertThat(malformed).isGreaterThan(100);
  }

  private byte[] damaged(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int length = random.nextInt(8);
    int end = Math.min(bytes.length, at + length);
    return switch (random.nextInt(4)) {
      case 0 ->
          join(
              Arrays.copyOf(bytes, at),
              spice(length),
              Arrays.copyOfRange(bytes, end, bytes.length));
      case 1 ->
          join(
              Arrays.copyOf(bytes, at), spice(length), Arrays.copyOfRange(bytes, at, bytes.length));
      case 2 ->
          join(Arrays.copyOf(bytes, at), new byte[0], Arrays.copyOfRange(bytes, end, bytes.length));
      default -> join(Arrays.copyOf(bytes, at), new byte[0], Arrays.copyOf(bytes, end));
    };
  }

  private byte[] spice(int length) {
    byte[] some = new byte[length];
    for (int i = 0; i < length; i++) {
      some[i] =
          random.nextInt(10) == 0 ? (byte) random.nextInt() : SPICE[random.nextInt(SPICE.length)];
    }
    return some;
  }

  private static byte[] join(byte[] a, byte[] b, byte[] c) {
    byte[] all = Arrays.copyOf(a, a.length + b.length + c.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    System.arraycopy(c, 0, all, a.length + b.length, c.length);
    return all;
  }
}
