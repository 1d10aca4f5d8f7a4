package dev.warren.worker;

/** Takes what a child answers, on a thread of the child. */
interface Results {

  /** Outcomes. */
  void outcomes(byte[] message);

  /** The outcome of a call that is to be tried again, if it can be. */
  void again(byte[] message);
}
