package dev.warren.worker;

import dev.warren.codec.OutcomeCount;
import dev.warren.task.HostState;
import dev.warren.transport.Message;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps what a host's status is made of. Thread-safe; its lock is held for moments only, by
 * whatever thread.
 */
final class Vitals {

  /** The connection is looked after every five seconds, and each question to the broker bounded. */
  static final Duration LOOK_LIMIT = Duration.ofMinutes(3);

  private final IntSupplier slots;
  private final LongSupplier nanos;
  private final StateClock state;
  private final LongAdder done = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private int busy;
  private boolean connected;
  private boolean stopping;
  private String failure = "";

  /** What the last look at the slots and the connection has found. */
  private String stuck = "";

  private String disconnected = "not connected yet";
  private long lookedAt;

  Vitals(IntSupplier slots, InstantSource clock, LongSupplier nanos) {
    this.slots = slots;
    this.nanos = nanos;
    this.state = new StateClock(clock, HostState.CONNECTING);
  }

  /** A slot has begun with something. */
  synchronized void begun() {
    busy++;
    state.enter(state());
  }

  /** A slot is done with it. */
  synchronized void ended() {
    busy--;
    state.enter(state());
  }

  /** How many slots are at something. */
  synchronized int busy() {
    return busy;
  }

  synchronized void connected() {
    connected = true;
    lookedAt = nanos.getAsLong();
    state.enter(state());
  }

  /** The thread of the connection has come round. */
  synchronized void looked() {
    lookedAt = nanos.getAsLong();
  }

  synchronized void disconnected(String reason) {
    connected = false;
    disconnected = reason;
    state.enter(state());
  }

  synchronized void stopping() {
    stopping = true;
    state.enter(state());
  }

  /** The host has given up, and whoever has started it should end it. */
  synchronized void failed(String reason) {
    failure = reason;
    state.enter(state());
  }

  /** Counts outcomes, and has letters written only where there are bad ones among them. */
  Function<byte[], List<Supplier<Message>>> counting(
      Function<byte[], List<Supplier<Message>>> letters) {
    return outcomes -> {
      OutcomeCount count = OutcomeCount.of(outcomes);
      answered(count);
      return count.bad() == 0 ? List.of() : letters.apply(outcomes);
    };
  }

  /** Outcomes are on their way. */
  void answered(OutcomeCount count) {
    done.add(count.all());
    failures.add(count.bad());
  }

  /** What it all comes to; {@code inSlots} says what is wrong with the slots. */
  synchronized HostStatus status(Optional<String> inSlots) {
    stuck = inSlots.or(this::unwatched).orElse("");
    HostState now = state();
    String reason = now == HostState.CONNECTING ? disconnected : "";
    if (now == HostState.WEDGED) {
      reason = failure.isEmpty() ? stuck : failure;
    }
    return new HostStatus(
        now, state.enter(now), reason, slots.getAsInt(), busy, done.sum(), failures.sum());
  }

  private Optional<String> unwatched() {
    Duration since = Duration.ofNanos(nanos.getAsLong() - lookedAt);
    return connected && since.compareTo(LOOK_LIMIT) > 0
        ? Optional.of("nobody has looked after the connection for " + since.toSeconds() + " s")
        : Optional.empty();
  }

  private HostState state() {
    if (stopping) {
      return HostState.DRAINING;
    }
    if (!failure.isEmpty() || !stuck.isEmpty()) {
      return HostState.WEDGED;
    }
    if (!connected) {
      return HostState.CONNECTING;
    }
    return busy > 0 ? HostState.BUSY : HostState.IDLE;
  }
}
