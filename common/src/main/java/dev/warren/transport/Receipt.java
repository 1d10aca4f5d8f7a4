package dev.warren.transport;

/**
 * What became of a published message: exactly one of these is called, once. That is on a thread of
 * the connection, which must not be held up, or for {@link #lost()} on whichever finds the loss.
 */
public interface Receipt {

  /** The broker has taken the message over. */
  void confirmed();

  /** There is no such queue. */
  void unroutable();

  /** The broker could not take the message over; it may later. */
  void refused();

  /** The connection was lost before the broker answered: the message may or may not be there. */
  void lost();
}
