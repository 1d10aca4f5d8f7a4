package dev.warren.worker;

import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Keeps what is published until a test says what became of it. */
final class FakePublisher implements BiConsumer<Message, Receipt> {

  record Sent(Message message, Receipt receipt) {}

  final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();

  @Override
  public void accept(Message message, Receipt receipt) {
    sent.add(new Sent(message, receipt));
  }

  Sent next() {
    try {
      Sent next = sent.poll(5, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing was published");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
