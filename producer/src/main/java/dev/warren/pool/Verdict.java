package dev.warren.pool;

import dev.warren.transport.Receipt;

/**
 * What is done when the broker has taken a message, when nobody would get it, and when the broker
 * has refused it. Of what is lost with its connection the next one thinks.
 */
record Verdict(Runnable ifConfirmed, Runnable ifUnroutable, Runnable ifRefused) implements Receipt {

  @Override
  public void confirmed() {
    ifConfirmed.run();
  }

  @Override
  public void unroutable() {
    ifUnroutable.run();
  }

  @Override
  public void refused() {
    ifRefused.run();
  }

  @Override
  public void lost() {}
}
