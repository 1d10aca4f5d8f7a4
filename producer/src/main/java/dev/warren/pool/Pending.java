package dev.warren.pool;

/** A call that has no outcome yet. Completed once, by whoever takes it out of its batch. */
interface Pending {

  /** The call has an outcome. Must be quick, and must not throw. */
  void complete(Conclusion conclusion);
}
