package dev.warren.worker.control;

import dev.warren.codec.ControlCodec;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.task.ControlAnswer;
import dev.warren.task.ControlOrder;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what operators tell a worker host, one order after the other on a thread of its own,
 * and answers each. With a key only signed orders count, and each once, on the connection that it
 * names: what somebody has overheard is of no use to him. Thread-safe.
 */
public final class ControlDesk implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ControlDesk.class);

  private static final String NOT_SIGNED =
      "the signature is missing or wrong: give the command the signing key of the worker host";

  /** Orders that are remembered, so that none is carried out twice on a connection. */
  private static final int REMEMBERED = 10_000;

  /** A host that ends waits so long at most for the broker to have its answer. */
  private static final long LAST_ANSWER_SECONDS = 5;

  private final ControlledHost host;
  private final Signer signer;
  private final ExecutorService worker;
  private final Set<String> done = bounded();
  private volatile Optional<Line> line = Optional.empty();

  /** Where the host listens, and how it answers, on one connection. */
  private record Line(String control, BiConsumer<Message, Receipt> publisher) {}

  /**
   * Makes a desk.
   *
   * @param name the name of the host, for its thread
   * @param host what carries out the orders
   * @param signer checks the orders and signs the answers
   */
  public ControlDesk(String name, ControlledHost host, Signer signer) {
    this.host = host;
    this.signer = signer;
    this.worker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "warren-control-" + name);
              thread.setDaemon(true);
              return thread;
            });
  }

  private static Set<String> bounded() {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
          }
        });
  }

  /**
   * A new connection.
   *
   * @param control where the host listens on it
   * @param publisher how to publish on it
   */
  public void up(String control, BiConsumer<Message, Receipt> publisher) {
    line = Optional.of(new Line(control, publisher));
  }

  /** The connection is lost. */
  public void down() {
    line = Optional.empty();
  }

  /**
   * Takes a delivery if it is an operator's. Waits for nothing.
   *
   * @param delivery what has come in on the control queue
   * @return whether it is
   */
  public boolean take(Delivery delivery) {
    if (!ControlCodec.isOrder(delivery.body())) {
      return false;
    }
    try {
      worker.execute(() -> handle(delivery));
    } catch (RejectedExecutionException e) {
      log.debug("an order has come too late: the host has ended");
    }
    return true;
  }

  private void handle(Delivery delivery) {
    delivery.ack();
    Optional<Line> now = line;
    if (now.isEmpty() || !QueueSpec.isOperator(delivery.replyTo())) {
      log.warn("an order from {} is ignored: nobody could be answered", delivery.replyTo());
      return;
    }
    try {
      carryOut(ControlCodec.decodeOrder(delivery.body()), delivery, now.get());
    } catch (MalformedMessageException e) {
      log.warn("an operator's message is no order and is dropped: {}", e.getMessage());
    } catch (RuntimeException | Error e) {
      // Whatever it is: the next order may be the one that ends this host.
      log.error("an operator's order has failed", e);
    }
  }

  private void carryOut(ControlOrder order, Delivery delivery, Line now) {
    if (!signer.accepts(delivery.replyTo(), delivery.body(), delivery.signature())) {
      log.warn("an order of {} is refused: {}", delivery.replyTo(), NOT_SIGNED);
      answer(new ControlAnswer(order.id(), NOT_SIGNED, Optional.empty()), delivery, now);
      return;
    }
    if (!order.to().equals(now.control()) || !done.add(order.id())) {
      log.warn("an order of {} is ignored: it was not for now", delivery.replyTo());
      return;
    }
    switch (order.action()) {
      case REPORT -> answer(answer(order, ""), delivery, now);
      case SCALE -> answer(answer(order, scale(order.slots())), delivery, now);
      case DRAIN -> {
        log.warn("an operator drains this worker host");
        host.drain();
        answer(answer(order, ""), delivery, now);
      }
      case STOP -> {
        log.warn("an operator stops this worker host");
        await(send(answer(order, ""), delivery, now));
        host.stop();
      }
    }
  }

  /** Why not; empty if it is done. */
  private String scale(int slots) {
    try {
      host.scale(slots);
      log.warn("an operator scales this worker host to {}", slots);
      return "";
    } catch (IllegalArgumentException | IllegalStateException e) {
      return e.getMessage();
    }
  }

  private ControlAnswer answer(ControlOrder order, String refusal) {
    return new ControlAnswer(order.id(), refusal, Optional.of(host.report()));
  }

  private void answer(ControlAnswer answer, Delivery delivery, Line now) {
    var unused = send(answer, delivery, now); // Who hears nothing asks again.
  }

  /** Completed with whether the broker has it. */
  private CompletableFuture<Boolean> send(ControlAnswer answer, Delivery delivery, Line now) {
    byte[] body = ControlCodec.encode(answer);
    String to = delivery.replyTo();
    Sent sent = new Sent();
    now.publisher().accept(new Message(to, body, now.control(), signer.sign(to, body)), sent);
    return sent.settled;
  }

  private static void await(CompletableFuture<Boolean> answered) {
    var unused = answered.completeOnTimeout(false, LAST_ANSWER_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    worker.shutdown();
  }

  /** Whoever has not heard asks again. */
  private static final class Sent implements Receipt {

    private final CompletableFuture<Boolean> settled = new CompletableFuture<>();

    @Override
    public void confirmed() {
      settled.complete(true);
    }

    @Override
    public void unroutable() {
      settled.complete(false);
    }

    @Override
    public void refused() {
      settled.complete(false);
    }

    @Override
    public void lost() {
      settled.complete(false);
    }
  }
}
