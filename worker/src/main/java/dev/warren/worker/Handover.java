package dev.warren.worker;

import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Messages that are handed to the broker together. Used by one thread. */
final class Handover {

  private final ConfirmedPublisher publisher;

  Handover(ConfirmedPublisher publisher) {
    this.publisher = publisher;
  }

  /** Sends messages in order and waits until the broker has answered; whether it has them all. */
  boolean send(List<Message> messages) throws InterruptedException {
    Answered answered = new Answered(messages.size());
    messages.forEach(each -> publisher.publish(each, answered));
    return answered.await();
  }

  private static final class Answered implements Receipt {

    private final CountDownLatch open;
    private final AtomicBoolean missing = new AtomicBoolean();

    Answered(int count) {
      open = new CountDownLatch(count);
    }

    boolean await() throws InterruptedException {
      open.await();
      return !missing.get();
    }

    @Override
    public void confirmed() {
      open.countDown();
    }

    @Override
    public void unroutable() {
      miss();
    }

    @Override
    public void refused() {
      miss();
    }

    @Override
    public void lost() {
      miss();
    }

    private void miss() {
      missing.set(true);
      open.countDown();
    }
  }
}
