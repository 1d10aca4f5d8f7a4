package dev.warren.dead;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.PostMortemCodec;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.DeadReason;
import dev.warren.task.PostMortem;
import dev.warren.task.TaskEvent;
import dev.warren.topology.ReplyQueues;
import dev.warren.transport.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A message in a dead queue: one call of a batch, ready to be run again, or as it came what was no
 * batch at all. Immutable; the arrays are not to be modified.
 *
 * @param postMortem what is known about its end
 * @param replyTo where its outcome went; empty for nowhere
 * @param signature the signature of the message; empty for none
 * @param body the message
 */
public record DeadTask(PostMortem postMortem, String replyTo, byte[] signature, byte[] body) {

  private static final int POOL_CHARS = 8;

  static DeadTask of(Delivery delivery) {
    return new DeadTask(
        postMortem(delivery), delivery.replyTo(), delivery.signature(), delivery.body());
  }

  private static PostMortem postMortem(Delivery delivery) {
    try {
      return PostMortemCodec.read(delivery.note());
    } catch (MalformedMessageException e) {
      // Somebody else's message, or one of another version: it can be looked at all the same.
      return PostMortem.raw(DeadReason.UNDECODABLE, "", Instant.EPOCH, e.getMessage());
    }
  }

  /**
   * Tells this dead task from others: the beginning of its pool's id, a slash, and the task's id,
   * as in {@code 5f0c1e2a/18}; for a raw message {@code raw/} and a checksum of it.
   *
   * @return an id without spaces
   */
  public String id() {
    if (postMortem.taskId() == TaskEvent.NO_TASK) {
      CRC32 sum = new CRC32();
      sum.update(body);
      return "raw/" + String.format("%08x", sum.getValue());
    }
    String owner = ReplyQueues.ownerOf(replyTo);
    String pool = owner.substring(owner.lastIndexOf('.') + 1);
    String beginning =
        pool.isEmpty() ? "-" : pool.substring(0, Math.min(POOL_CHARS, pool.length()));
    return beginning + "/" + postMortem.taskId();
  }

  /**
   * The call, as it would be run again.
   *
   * @return a batch of one call; empty for a raw message that is none
   */
  public Optional<Batch> batch() {
    try {
      return Optional.of(BatchCodec.decode(body));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  /**
   * What was tried.
   *
   * @return the attempts that have ended, in order; none for a call that never ran
   */
  public List<Attempt> attempts() {
    return batch().map(it -> it.terms().history()).orElse(List.of());
  }
}
