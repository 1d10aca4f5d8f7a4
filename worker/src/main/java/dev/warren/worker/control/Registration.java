package dev.warren.worker.control;

import dev.warren.codec.HostEntryCodec;
import dev.warren.codec.Signer;
import dev.warren.task.HostEntry;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps a worker host in the register: on each connection, every few minutes, and with a farewell
 * at its end. Thread-safe.
 */
public final class Registration {

  /** How often a host that goes on is written anew: the oldest part of the register goes. */
  static final Duration PERIOD = Duration.ofMinutes(5);

  /** How long a host that ends waits at most for the broker to have its farewell. */
  private static final long FAREWELL_SECONDS = 2;

  private final Signer signer;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private Optional<Listed> listed = Optional.empty();
  private Optional<CompletableFuture<Boolean>> farewell = Optional.empty();

  /** The host as it is on a connection. */
  private static final class Listed {
    private final HostEntry entry;
    private final BiConsumer<Message, Receipt> publisher;
    private final BooleanSupplier blocked;
    private long writtenAt;
    private volatile boolean missing;

    Listed(HostEntry entry, BiConsumer<Message, Receipt> publisher, BooleanSupplier blocked) {
      this.entry = entry;
      this.publisher = publisher;
      this.blocked = blocked;
    }
  }

  /**
   * Makes a registration; nothing is written before {@link #up}.
   *
   * @param signer signs the entries
   * @param clock tells when they are written
   * @param nanos tells how much time has passed
   */
  public Registration(Signer signer, InstantSource clock, LongSupplier nanos) {
    this.signer = signer;
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * A new connection, on which the register has been declared. Publishes.
   *
   * @param entry the host as it is on this connection
   * @param publisher how to publish on it
   * @param blocked whether the broker takes nothing for now
   */
  public synchronized void up(
      HostEntry entry, BiConsumer<Message, Receipt> publisher, BooleanSupplier blocked) {
    Listed fresh = new Listed(entry, publisher, blocked);
    listed = Optional.of(fresh);
    write(fresh);
  }

  /** The connection is lost. */
  public synchronized void down() {
    listed = Optional.empty();
  }

  /**
   * Writes the host anew if that is due; to be called every few seconds.
   *
   * @param session the connection
   * @throws IOException if the broker refuses the register
   */
  public synchronized void look(Session session) throws IOException {
    if (listed.isEmpty() || listed.get().blocked.getAsBoolean()) {
      return;
    }
    Listed now = listed.get();
    if (now.missing) {
      now.missing = false;
      session.declare(QueueSpec.hosts());
      write(now);
    } else if (nanos.getAsLong() - now.writtenAt >= PERIOD.toNanos()) {
      write(now);
    }
  }

  /** The host ends because somebody wants it to; waits a moment for the broker to know. */
  public void leave() {
    CompletableFuture<Boolean> known;
    synchronized (this) {
      if (farewell.isEmpty()) {
        Optional<Listed> last = listed.filter(it -> !it.blocked.getAsBoolean());
        listed = Optional.empty();
        farewell =
            Optional.of(
                last.map(it -> write(it, it.entry.left(clock.instant())))
                    .orElse(CompletableFuture.completedFuture(false))
                    .completeOnTimeout(false, FAREWELL_SECONDS, TimeUnit.SECONDS));
      }
      known = farewell.get();
    }
    var unused = known.join();
  }

  private void write(Listed now) {
    now.writtenAt = nanos.getAsLong();
    var unused = write(now, now.entry.at(clock.instant()));
  }

  private CompletableFuture<Boolean> write(Listed now, HostEntry entry) {
    String register = QueueSpec.hosts().name();
    byte[] body = HostEntryCodec.encode(entry);
    Written written = new Written(now);
    now.publisher.accept(new Message(register, body, "", signer.sign(register, body)), written);
    return written.known;
  }

  /** What the broker has not taken it gets with the next entry; a register that is gone, soon. */
  private static final class Written implements Receipt {

    private final Listed listed;
    private final CompletableFuture<Boolean> known = new CompletableFuture<>();

    Written(Listed listed) {
      this.listed = listed;
    }

    @Override
    public void confirmed() {
      known.complete(true);
    }

    @Override
    public void unroutable() {
      listed.missing = true;
      known.complete(false);
    }

    @Override
    public void refused() {
      known.complete(false);
    }

    @Override
    public void lost() {
      known.complete(false);
    }
  }
}
