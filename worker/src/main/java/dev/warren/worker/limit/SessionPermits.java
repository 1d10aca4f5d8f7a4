package dev.warren.worker.limit;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.Session;
import dev.warren.transport.Subscription;
import dev.warren.transport.Taker;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Permits over a connection. Opens a channel when it needs one. */
final class SessionPermits implements PermitBroker {

  private final Session session;
  private final Taker taker;
  private ConfirmedPublisher publisher;

  SessionPermits(Session session) {
    this.session = session;
    this.taker = session.taker();
  }

  @Override
  public Tap open(QueueSpec queue, Consumer<Delivery> handler) throws IOException {
    session.declare(queue);
    Subscription subscription = session.subscribe(queue, 1, handler);
    return new Tap() {
      @Override
      public void open() throws IOException {
        subscription.prefetch(1);
      }

      @Override
      public void close() throws IOException {
        subscription.cancel();
      }
    };
  }

  /** Guarded: a taker is for one thread. */
  @Override
  public Optional<Delivery> take(QueueSpec queue) throws IOException {
    synchronized (taker) {
      return taker.take(queue);
    }
  }

  @Override
  public boolean send(Message message) throws IOException, InterruptedException {
    Answered answered = new Answered();
    publisher().publish(message, answered);
    return answered.await();
  }

  private synchronized ConfirmedPublisher publisher() throws IOException {
    if (publisher == null) {
      publisher = session.publisher();
    }
    return publisher;
  }

  private static final class Answered implements Receipt {

    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

    boolean await() throws InterruptedException {
      try {
        return answer.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("an answer cannot fail", e);
      }
    }

    @Override
    public void confirmed() {
      answer.complete(true);
    }

    @Override
    public void unroutable() {
      answer.complete(false);
    }

    @Override
    public void refused() {
      answer.complete(false);
    }

    @Override
    public void lost() {
      answer.complete(false);
    }
  }
}
