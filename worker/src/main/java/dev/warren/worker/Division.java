package dev.warren.worker;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.Signer;
import dev.warren.task.Batch;
import dev.warren.task.Death;
import dev.warren.task.Outcome;
import dev.warren.transport.Message;
import java.util.List;

/**
 * What is done with a batch that one worker host after the other is lost with. Nobody knows which
 * call it is, so the batch goes back to its queue in parts, each of which is counted anew, until
 * the one call is alone. Only that comes to a bad end then, and not its neighbours.
 */
final class Division {

  /** Hosts that a batch of several calls may cost before it is divided. */
  private static final int HOSTS_FOR_A_BATCH = 10;

  /**
   * Hosts that one call may cost: restarts and broken connections that are not its fault as well.
   */
  private static final int HOSTS_FOR_A_CALL = 100;

  private static final int PARTS = 16;

  private final String queue;
  private final String host;
  private final Signer signer;

  Division(String queue, String host, Signer signer) {
    this.queue = queue;
    this.host = host;
    this.signer = signer;
  }

  /** Deals with a batch that has cost so many hosts; false if it may run. */
  boolean takes(Batch batch, int lostHosts, Answer answer) {
    if (lostHosts < (batch.size() == 1 ? HOSTS_FOR_A_CALL : HOSTS_FOR_A_BATCH)) {
      return false;
    }
    if (batch.size() == 1) {
      answer.send(died(batch, lostHosts));
    } else {
      int step = (batch.size() + PARTS - 1) / PARTS;
      for (int from = 0; from < batch.size(); from += step) {
        Batch part = batch.slice(from, Math.min(from + step, batch.size()));
        byte[] body = BatchCodec.encode(part);
        answer.sendBack(
            replyTo -> new Message(queue, body, replyTo, signer.sign(replyTo, body)),
            replyTo -> {},
            died(part, lostHosts));
      }
    }
    answer.complete();
    return true;
  }

  private byte[] died(Batch batch, int lostHosts) {
    Death death = new Death(host, 0, 0, lostHosts + " worker hosts were lost with it", List.of());
    OutcomeWriter writer = new OutcomeWriter(host, 0);
    writer.after(batch.terms().history());
    for (int call = 0; call < batch.size(); call++) {
      writer.add(new Outcome.WorkerDied(batch.taskId(call), List.of(death)));
    }
    return writer.take(batch.id());
  }
}
