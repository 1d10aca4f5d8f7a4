package dev.warren.worker.memory;

/**
 * Tells whether the kernel has ended processes since this was made, because memory had run out. It
 * does not say which, so who was killed meanwhile by nobody known was probably one of them.
 * Immutable.
 */
public final class KernelKills {

  private final long before = Processes.endedByKernel();

  /** Begins to count. */
  public KernelKills() {}

  /**
   * Whether there were any.
   *
   * @return false as well where the system does not say
   */
  public boolean happened() {
    return Processes.endedByKernel() > before;
  }
}
