package dev.warren.worker;

import dev.warren.transport.Delivery;
import java.time.Duration;
import java.util.Optional;

/** A delivery that notes down what becomes of it. */
class FakeDelivery implements Delivery {

  private final String replyTo;
  int acks;
  int givenBack;

  FakeDelivery(String replyTo) {
    this.replyTo = replyTo;
  }

  @Override
  public byte[] body() {
    return new byte[0];
  }

  @Override
  public String replyTo() {
    return replyTo;
  }

  @Override
  public byte[] signature() {
    return new byte[0];
  }

  @Override
  public int earlierDeliveries() {
    return 0;
  }

  @Override
  public boolean isRedelivered() {
    return false;
  }

  @Override
  public Optional<Duration> allowance() {
    return Optional.empty();
  }

  @Override
  public Duration age() {
    return Duration.ZERO;
  }

  @Override
  public void ack() {
    acks++;
  }

  @Override
  public void giveBack() {
    givenBack++;
  }

  @Override
  public String toString() {
    return replyTo;
  }
}
