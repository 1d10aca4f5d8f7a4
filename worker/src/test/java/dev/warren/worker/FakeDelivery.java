package dev.warren.worker;

import dev.warren.transport.Delivery;

/** A delivery that notes down what becomes of it. */
class FakeDelivery implements Delivery {

  private final String replyTo;
  private final byte[] body = {};
  private final byte[] signature = {};
  int acks;
  int givenBack;

  FakeDelivery(String replyTo) {
    this.replyTo = replyTo;
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public String replyTo() {
    return replyTo;
  }

  @Override
  public byte[] signature() {
    return signature;
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
