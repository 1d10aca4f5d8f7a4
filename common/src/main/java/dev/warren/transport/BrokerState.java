package dev.warren.transport;

/** What can befall a program and its broker, each by its name. */
public enum BrokerState {
  /** Connected and all set up, or again so; what held things up is over. */
  CONNECTED,
  /** There is no connection: no broker answers at the address. It is tried again. */
  UNREACHABLE,
  /** The connection broke, or the broker closed it: restart, crash, network. */
  CONNECTION_LOST,
  /** The broker closed a channel over an error. */
  CHANNEL_CLOSED,
  /** The broker has cancelled a consumer, or has forgotten it. */
  CONSUMER_GONE,
  /** A queue that was there is not there any more. */
  QUEUE_GONE,
  /** The broker refuses the user: a wrong password, a user deleted, a permission taken away. */
  REFUSED,
  /** The broker holds back what is published, for lack of memory or disk: submission waits. */
  BLOCKED,
  /** The broker has not confirmed what was published some time ago. */
  SLOW,
  /** No worker host consumes the queue: tasks wait there. */
  UNSERVED,
  /** Tasks have gone from the queue and nobody has them: they are sent again. */
  TASKS_LOST,
  /** Given up: everything that waits ends with an exception. */
  FAILED
}
