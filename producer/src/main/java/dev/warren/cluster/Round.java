package dev.warren.cluster;

import dev.warren.cluster.Worker.Presence;
import dev.warren.codec.ControlCodec;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.task.ControlAnswer;
import dev.warren.task.ControlOrder;
import dev.warren.task.HostEntry;
import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An order that goes to some hosts at once, and what they answer. Thread-safe. */
final class Round {

  private static final Logger log = LoggerFactory.getLogger(Round.class);

  private final String replyTo;
  private final Signer signer;
  private final Map<String, Asked> byOrder = new LinkedHashMap<>();
  private int open;
  private String lost = "";

  /** A host, and what is known of it. Guarded by the round. */
  private static final class Asked {
    private final HostEntry entry;
    private final long since = System.nanoTime();
    private Presence presence = Presence.UNKNOWN;
    private Duration roundTrip = Duration.ZERO;
    private Optional<ControlAnswer> answer = Optional.empty();

    Asked(HostEntry entry) {
      this.entry = entry;
    }

    Worker toWorker() {
      return new Worker(
          entry.id(),
          entry.name(),
          entry.queue(),
          entry.pid(),
          entry.version(),
          presence == Presence.HERE ? Instant.now() : entry.at(),
          presence,
          roundTrip,
          answer.map(ControlAnswer::refusal).orElse(""),
          answer.flatMap(ControlAnswer::report));
    }
  }

  Round(String replyTo, Signer signer) {
    this.replyTo = replyTo;
    this.signer = signer;
  }

  /** Sends the order to each. May block while the broker holds back publishers. */
  void send(
      List<HostEntry> hosts, ControlOrder.Action action, int slots, ConfirmedPublisher publisher) {
    for (HostEntry each : hosts) {
      ControlOrder order =
          new ControlOrder(UUID.randomUUID().toString(), each.control(), action, slots);
      synchronized (this) {
        byOrder.put(order.id(), new Asked(each));
        open++;
      }
      byte[] body = ControlCodec.encode(order);
      Message message = new Message(each.control(), body, replyTo, signer.sign(replyTo, body));
      publisher.publish(message, new Sent(order.id()));
    }
  }

  /** Takes what has come in for whoever asks. */
  void receive(Delivery delivery) {
    delivery.ack();
    if (!signer.accepts(replyTo, delivery.body(), delivery.signature())) {
      log.warn("an answer is ignored: its signature is missing or wrong");
      return;
    }
    try {
      ControlAnswer answer = ControlCodec.decodeAnswer(delivery.body());
      settle(answer.order(), Presence.HERE, Optional.of(answer));
    } catch (MalformedMessageException e) {
      log.warn("an answer is none and is ignored: {}", e.getMessage());
    }
  }

  private synchronized void settle(
      String order, Presence presence, Optional<ControlAnswer> answer) {
    Asked asked = byOrder.get(order);
    if (asked != null && asked.presence == Presence.UNKNOWN) {
      asked.presence = presence;
      asked.answer = answer;
      asked.roundTrip =
          answer.isPresent() ? Duration.ofNanos(System.nanoTime() - asked.since) : Duration.ZERO;
      open--;
      notifyAll();
    }
  }

  private synchronized void lose(String reason) {
    lost = reason;
    notifyAll();
  }

  /** Waits until all have answered or are gone, or the time is over. */
  synchronized List<Worker> await(Duration timeout) throws IOException, InterruptedException {
    long start = System.nanoTime();
    long left = timeout.toNanos();
    while (open > 0 && left > 0 && lost.isEmpty()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = timeout.toNanos() - (System.nanoTime() - start);
    }
    if (!lost.isEmpty()) {
      throw new IOException(lost);
    }
    List<Worker> workers = new ArrayList<>();
    byOrder.values().forEach(each -> workers.add(each.toWorker()));
    return List.copyOf(workers);
  }

  private final class Sent implements Receipt {

    private final String order;

    Sent(String order) {
      this.order = order;
    }

    @Override
    public void confirmed() {
      // The host has it, or will not answer.
    }

    @Override
    public void unroutable() {
      settle(order, Presence.GONE, Optional.empty());
    }

    @Override
    public void refused() {
      // It stays unknown.
    }

    @Override
    public void lost() {
      lose("the connection was lost while worker hosts were asked");
    }
  }
}
