package dev.warren.dead;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Dead tasks on their way back to their task queue: each is removed from the dead queue when the
 * broker has confirmed it there, and not before. Used by one thread; receipts come on others.
 */
final class Resending {

  private enum Fate {
    TAKEN,
    NOT_TAKEN,
    UNKNOWN
  }

  private record Verdict(Delivery delivery, Fate fate) {}

  private final Desk desk;
  private final QueueSpec tasks;
  private final ConfirmedPublisher publisher;
  private final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
  private int open;
  private int replayed;
  private int left;

  Resending(Desk desk, QueueSpec tasks) throws IOException {
    this.desk = desk;
    this.tasks = tasks;
    this.publisher = desk.session().publisher();
    desk.session().declare(tasks);
  }

  void send(Delivery delivery, DeadTask task) throws IOException {
    open++;
    publisher.publish(
        new Message(tasks.name(), task.body(), task.replyTo(), task.signature())
            .withNote(delivery.note()),
        new Sent(delivery));
    for (Verdict next = verdicts.poll(); next != null; next = verdicts.poll()) {
      settle(next);
    }
  }

  Replayed finish() throws IOException, InterruptedException {
    while (open > 0) {
      settle(verdicts.take());
    }
    return new Replayed(replayed, left);
  }

  private void settle(Verdict verdict) throws IOException {
    open--;
    switch (verdict.fate()) {
      case TAKEN -> {
        desk.remove(verdict.delivery());
        replayed++;
      }
      case NOT_TAKEN -> left++;
      case UNKNOWN -> throw new IOException("it broke after " + replayed + " were replayed");
    }
  }

  private final class Sent implements Receipt {

    private final Delivery delivery;

    Sent(Delivery delivery) {
      this.delivery = delivery;
    }

    @Override
    public void confirmed() {
      verdicts.add(new Verdict(delivery, Fate.TAKEN));
    }

    @Override
    public void unroutable() {
      verdicts.add(new Verdict(delivery, Fate.NOT_TAKEN));
    }

    @Override
    public void refused() {
      verdicts.add(new Verdict(delivery, Fate.NOT_TAKEN));
    }

    @Override
    public void lost() {
      verdicts.add(new Verdict(delivery, Fate.UNKNOWN));
    }
  }
}
