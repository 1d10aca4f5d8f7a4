package dev.warren.worker;

import dev.warren.task.Ticket;
import dev.warren.transport.Delivery;
import java.time.Duration;
import java.util.Optional;

/** A delivery that counts how often it is acknowledged, and must not be given back. */
public class FakeDelivery implements Delivery {

  private final String replyTo;
  private final byte[] body = {};
  private final byte[] signature = {};
  private int acks;
  private boolean lost;

  public FakeDelivery(String replyTo) {
    this.replyTo = replyTo;
  }

  @Override
  public String queue() {
    return "tasks";
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
  public int priority() {
    return Ticket.USUAL_PRIORITY;
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
  public synchronized boolean isLost() {
    return lost;
  }

  /** Its connection is lost. */
  public synchronized void lose() {
    lost = true;
  }

  @Override
  public synchronized void ack() {
    acks++;
  }

  public synchronized int acks() {
    return acks;
  }

  @Override
  public void giveBack() {
    throw new IllegalStateException(this + " is not to be given back");
  }

  @Override
  public String toString() {
    return replyTo;
  }
}
