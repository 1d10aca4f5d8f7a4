package dev.warren.subprocess;

import dev.warren.command.CommandMessage;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What a {@link RemoteCommand} needs of the connection that it is ordered on. Thread-safe. */
interface Exchange {

  /** The name of the queue that the hosts serve. */
  String queue();

  /** How many hosts there are for commands; empty while the broker cannot be asked. */
  OptionalInt hosts();

  /** Tells a host something; {@code lost} gets the reason if that cannot be told it any more. */
  void send(String host, CommandMessage message, Consumer<String> lost);

  /** Tells a host that it is not to run what it offers to. */
  void refuse(CommandMessage offer);

  /** Forgets a command that is over. */
  void remove(RemoteCommand command);
}
