package dev.warren.task;

/** The states of a worker host, each of which goes before those above it. */
public enum HostState {
  /** It waits for work. */
  IDLE,
  /** It runs something. */
  BUSY,
  /** It has no connection to the broker; what it has begun goes on. */
  CONNECTING,
  /** Something in it does not come on any more and will not by itself: it should be restarted. */
  WEDGED,
  /** It takes no more work and ends, by itself or killed. */
  DRAINING
}
