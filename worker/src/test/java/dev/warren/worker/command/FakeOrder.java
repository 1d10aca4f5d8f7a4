package dev.warren.worker.command;

import dev.warren.transport.Delivery;

/** The delivery of an order, which counts how often it is acknowledged. */
final class FakeOrder implements Delivery {

  private final String replyTo;
  volatile int acks;

  FakeOrder(String replyTo) {
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
  public String note() {
    return "";
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
  public synchronized void ack() {
    acks++;
  }

  @Override
  public void giveBack() {
    throw new IllegalStateException("an order that was taken is not given back");
  }
}
