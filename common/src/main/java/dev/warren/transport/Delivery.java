package dev.warren.transport;

import dev.warren.task.Ticket;
import java.time.Duration;
import java.util.Optional;

/**
 * A message that has arrived and is ours until it is acknowledged or the connection is lost.
 * Thread-safe.
 */
public interface Delivery {

  /**
   * Where it comes from.
   *
   * @return the name of its queue
   */
  String queue();

  /**
   * What it says.
   *
   * @return the body; not to be modified
   */
  byte[] body();

  /**
   * Where the answer should go.
   *
   * @return a queue's name; empty for nowhere
   */
  String replyTo();

  /**
   * The proof of where it comes from.
   *
   * @return the signature; empty for none
   */
  byte[] signature();

  /**
   * What was noted on it. Not signed: anyone who may send here may have written it.
   *
   * @return the note; empty for none
   */
  String note();

  /**
   * Whether it comes from a dead queue, as its note says. Then whoever has sent it first has had an
   * answer long ago, and is not to be asked about it.
   *
   * @return false for what has come straight from its sender
   */
  default boolean isReplayed() {
    return !note().isEmpty();
  }

  /**
   * How urgent it is.
   *
   * @return 0 to 9; {@link Ticket#USUAL_PRIORITY} if its sender has said nothing
   */
  int priority();

  /**
   * How often it was delivered before and the connection was lost; before RabbitMQ 4.3 also how
   * often it was given back.
   *
   * @return 0 if never, or if the broker does not count
   */
  int earlierDeliveries();

  /**
   * Whether somebody had it before, as far as the broker knows, and may have begun what it says.
   *
   * @return false if this is certainly the first time
   */
  boolean isRedelivered();

  /**
   * How long the broker leaves it to whoever has it. After that it may give it to somebody else.
   *
   * @return counted from its arrival, with some time to spare; empty for as long as it takes
   */
  Optional<Duration> allowance();

  /**
   * How long ago it has arrived.
   *
   * @return zero or more
   */
  Duration age();

  /**
   * Whether its connection is lost, so that the broker may give it to somebody else.
   *
   * @return false as long as it is ours
   */
  boolean isLost();

  /** Tells the broker that it is done with. Does nothing once settled or the connection lost. */
  void ack();

  /** Gives it back, for any consumer. Does nothing once settled or the connection lost. */
  void giveBack();
}
