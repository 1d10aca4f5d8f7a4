package dev.warren.subprocess;

import dev.warren.command.CommandMessage;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** A connection to so many hosts, all of them busy, that counts how often it is asked for them. */
final class FakeExchange implements Exchange {

  final Semaphore looks = new Semaphore(0);
  private final int hosts;

  FakeExchange(int hosts) {
    this.hosts = hosts;
  }

  @Override
  public String queue() {
    return "queue";
  }

  @Override
  public OptionalInt hosts() {
    looks.release();
    return OptionalInt.of(hosts);
  }

  @Override
  public void send(String host, CommandMessage message, Consumer<String> lost) {}

  @Override
  public void refuse(CommandMessage offer) {}

  @Override
  public void remove(RemoteCommand command) {}
}
