package dev.warren.worker;

import dev.warren.codec.HostOrderCodec;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.task.Batch;
import dev.warren.task.HostOrder;
import dev.warren.topology.ReplyQueues;
import dev.warren.transport.Delivery;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What producers say to this host on its control queue. A producer may cancel what it has sent
 * itself, on this connection or an earlier one: its reply queue must be that of the batch, but for
 * the epoch. An order that comes before its batch is kept for it. Thread-safe.
 */
final class Orders {

  private static final Logger log = LoggerFactory.getLogger(Orders.class);

  private final List<? extends Recipient> slots;
  private final Signer signer;
  private final EventPost post;
  private final Permits permits;
  private final BiConsumer<String, List<Long>> dropper;

  private final EarlyOrders early = new EarlyOrders(System::nanoTime);

  /** Who may have a task that is to be cancelled. */
  interface Recipient {

    /**
     * Cancels a task of a delivery of that producer, which is as {@link ReplyQueues#ownerOf} has
     * it; whether it is in there.
     */
    boolean cancel(String producer, long task, boolean kill);
  }

  /** {@code dropper} ends batches of a producer, which is as {@link ReplyQueues#ownerOf} has it. */
  Orders(
      List<? extends Recipient> slots,
      Signer signer,
      EventPost post,
      Permits permits,
      BiConsumer<String, List<Long>> dropper) {
    this.slots = slots;
    this.signer = signer;
    this.post = post;
    this.permits = permits;
    this.dropper = dropper;
  }

  void receive(Delivery delivery) {
    String replyTo = delivery.replyTo();
    try {
      if (signer.accepts(replyTo, delivery.body(), delivery.signature())) {
        follow(replyTo, HostOrderCodec.decode(delivery.body()));
      } else {
        log.warn("an order of {} is ignored: its signature is missing or wrong", replyTo);
      }
    } catch (MalformedMessageException e) {
      log.warn("a message on the control queue is no order and is dropped: {}", e.getMessage());
    }
    delivery.ack();
  }

  private void follow(String replyTo, HostOrder order) {
    String producer = ReplyQueues.ownerOf(replyTo);
    order.kill().forEach(task -> cancel(producer, task, true));
    order.skip().forEach(task -> cancel(producer, task, false));
    if (!order.drop().isEmpty()) {
      dropper.accept(producer, order.drop());
    }
    if (order.credit() > 0) {
      post.credit(replyTo, order.credit());
    }
    // After the others, so that what is cancelled is so when its batch begins.
    order.begin().forEach(batch -> permits.answer(replyTo, batch, true));
    order.drop().forEach(batch -> permits.answer(replyTo, batch, false));
  }

  private void cancel(String producer, long task, boolean kill) {
    // First kept, then looked for: a slot that takes the batch in between looks here.
    early.keep(producer, task, kill);
    boolean found = false;
    for (Recipient each : slots) {
      // All of them: after a lost connection two may have copies of one batch.
      found |= each.cancel(producer, task, kill);
    }
    if (found) {
      early.drop(producer, task);
    }
  }

  /** Applies the orders that came before their batch. */
  void apply(String replyTo, Batch batch, DeliveryRun run) {
    early.give(ReplyQueues.ownerOf(replyTo), batch, run::cancel);
  }
}
