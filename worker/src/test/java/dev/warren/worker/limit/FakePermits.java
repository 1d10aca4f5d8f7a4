package dev.warren.worker.limit;

import dev.warren.codec.PermitCodec;
import dev.warren.codec.Signer;
import dev.warren.task.Permit;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import dev.warren.worker.FakeDelivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A broker with queues of permits, and one connection to it. Thread-safe. */
final class FakePermits implements PermitBroker {

  private final Signer signer;
  private final Map<String, Deque<byte[]>> queues = new HashMap<>();
  private final List<FakeTap> taps = new ArrayList<>();
  final List<Message> sent = new ArrayList<>();
  boolean refuses;

  FakePermits(Signer signer) {
    this.signer = signer;
  }

  /** Puts permits into a queue. */
  void put(QueueSpec queue, List<Permit> permits) {
    permits.forEach(each -> put(queue.name(), PermitCodec.encode(each)));
  }

  void put(String queue, byte[] body) {
    synchronized (this) {
      queues.computeIfAbsent(queue, it -> new ArrayDeque<>()).addLast(body);
    }
    serve();
  }

  /** The permits that nobody has. */
  synchronized List<Permit> free(QueueSpec queue) {
    return queues.getOrDefault(queue.name(), new ArrayDeque<>()).stream()
        .map(PermitCodec::decode)
        .toList();
  }

  synchronized long consumers(QueueSpec queue) {
    return taps.stream().filter(it -> it.queue.equals(queue.name()) && it.open).count();
  }

  @Override
  public Tap open(QueueSpec queue, Consumer<Delivery> handler) {
    FakeTap tap = new FakeTap(queue.name(), handler);
    synchronized (this) {
      taps.add(tap);
    }
    tap.open();
    return tap;
  }

  @Override
  public Optional<Delivery> take(QueueSpec queue) {
    return Optional.ofNullable(poll(queue.name())).map(it -> new Token(queue.name(), it, null));
  }

  private synchronized byte[] poll(String queue) {
    Deque<byte[]> waiting = queues.get(queue);
    return waiting == null ? null : waiting.pollFirst();
  }

  /** Keeps what is put aside: a test brings it back. */
  @Override
  public synchronized boolean send(Message message) {
    if (refuses) {
      return false;
    }
    sent.add(message);
    return true;
  }

  private void serve() {
    List<FakeTap> all;
    synchronized (this) {
      all = List.copyOf(taps);
    }
    all.forEach(FakeTap::serve);
  }

  private final class FakeTap implements Tap {

    private final String queue;
    private final Consumer<Delivery> handler;
    private boolean open;
    private boolean out;

    FakeTap(String queue, Consumer<Delivery> handler) {
      this.queue = queue;
      this.handler = handler;
    }

    @Override
    public void open() {
      synchronized (FakePermits.this) {
        open = true;
      }
      serve();
    }

    @Override
    public void close() {
      synchronized (FakePermits.this) {
        open = false;
      }
    }

    void serve() {
      byte[] next;
      synchronized (FakePermits.this) {
        next = open && !out ? poll(queue) : null;
        out = out || next != null;
      }
      if (next != null) {
        handler.accept(new Token(queue, next, this));
      }
    }
  }

  private final class Token extends FakeDelivery {

    private final String queue;
    private final byte[] permit;
    private final FakeTap tap;
    private boolean settled;

    Token(String queue, byte[] permit, FakeTap tap) {
      super("");
      this.queue = queue;
      this.permit = permit;
      this.tap = tap;
    }

    @Override
    public byte[] body() {
      return permit;
    }

    @Override
    public byte[] signature() {
      return signer.sign(queue, permit);
    }

    @Override
    public synchronized void ack() {
      settle();
      serve();
    }

    @Override
    public void giveBack() {
      if (settle()) {
        put(queue, permit);
      }
    }

    private boolean settle() {
      synchronized (FakePermits.this) {
        boolean first = !settled && !isLost();
        settled = true;
        if (tap != null) {
          tap.out = false;
        }
        return first;
      }
    }
  }
}
