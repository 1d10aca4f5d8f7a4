package dev.warren.worker;

import dev.warren.codec.HostOrderCodec;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.task.Batch;
import dev.warren.task.HostOrder;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What producers say to this host on its control queue. A producer may cancel what it has sent
 * itself, on this connection or an earlier one: its reply queue must be that of the batch, but for
 * the epoch. An order that comes before its batch is kept for it. Thread-safe.
 */
final class Orders {

  private static final Logger log = LoggerFactory.getLogger(Orders.class);

  /** Orders that are kept for batches that have not come; most of them go to another host. */
  private static final int KEPT = 10_000;

  private final List<? extends Recipient> slots;
  private final Signer signer;
  private final EventPost post;

  /** Whether to kill, by task; the oldest first. */
  private final Map<Task, Boolean> early = new LinkedHashMap<>();

  private record Task(String producer, long id) {}

  /** Who may have a task that is to be cancelled. */
  interface Recipient {

    /**
     * Cancels a task of a delivery of that producer, which is as {@link QueueSpec#ownerOf} has it;
     * whether it is in there.
     */
    boolean cancel(String producer, long task, boolean kill);
  }

  Orders(List<? extends Recipient> slots, Signer signer, EventPost post) {
    this.slots = slots;
    this.signer = signer;
    this.post = post;
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
    String producer = QueueSpec.ownerOf(replyTo);
    order.kill().forEach(task -> cancel(new Task(producer, task), true));
    order.skip().forEach(task -> cancel(new Task(producer, task), false));
    if (order.credit() > 0) {
      post.credit(replyTo, order.credit());
    }
  }

  private void cancel(Task task, boolean kill) {
    // First kept, then looked for: a slot that takes the batch in between looks here.
    keep(task, kill);
    boolean found = false;
    for (Recipient each : slots) {
      // All of them: after a lost connection two may have copies of one batch.
      found |= each.cancel(task.producer(), task.id(), kill);
    }
    if (found) {
      drop(task);
    }
  }

  private synchronized void keep(Task task, boolean kill) {
    early.merge(task, kill, Boolean::logicalOr);
    if (early.size() > KEPT) {
      early.remove(early.keySet().iterator().next());
    }
  }

  private synchronized void drop(Task task) {
    early.remove(task);
  }

  /** Applies the orders that came before their batch. */
  void apply(String replyTo, Batch batch, DeliveryRun run) {
    String producer = QueueSpec.ownerOf(replyTo);
    synchronized (this) {
      if (early.isEmpty()) {
        return;
      }
      for (int call = 0; call < batch.size(); call++) {
        long id = batch.taskId(call);
        Boolean kill = early.remove(new Task(producer, id));
        if (kill != null) {
          run.cancel(id, kill);
        }
      }
    }
  }
}
