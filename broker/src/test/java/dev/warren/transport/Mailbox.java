package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Keeps deliveries until a test takes them out. */
final class Mailbox implements Consumer<Delivery> {

  private static final Duration A_WHILE = Duration.ofMillis(500);

  private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
  private final AtomicInteger inHandler = new AtomicInteger();
  private volatile boolean overlapped;

  @Override
  public void accept(Delivery delivery) {
    overlapped |= inHandler.incrementAndGet() > 1;
    arrived.add(delivery);
    inHandler.decrementAndGet();
  }

  Delivery take() throws InterruptedException {
    Delivery delivery = arrived.poll(Kit.SOON.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(delivery).as("a delivery").isNotNull();
    return delivery;
  }

  List<Delivery> take(int count) throws InterruptedException {
    List<Delivery> taken = new ArrayList<>();
    while (taken.size() < count) {
      taken.add(take());
    }
    return taken;
  }

  void assertStaysEmpty() {
    assertStaysBelow(1);
  }

  /** Waits for what a broker should not send. */
  void assertStaysBelow(int bound) {
    await().during(A_WHILE).atMost(Kit.SOON).until(() -> arrived.size() < bound);
  }

  int size() {
    return arrived.size();
  }

  boolean overlapped() {
    return overlapped;
  }

  static String text(Delivery delivery) {
    return new String(delivery.body(), StandardCharsets.UTF_8);
  }

  static List<String> texts(List<Delivery> deliveries) {
    return deliveries.stream().map(Mailbox::text).toList();
  }
}
