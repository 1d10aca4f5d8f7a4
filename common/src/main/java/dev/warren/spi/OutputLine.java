package dev.warren.spi;

/**
 * A line that a worker process wrote.
 *
 * @param pid the process
 * @param stream where it wrote to
 * @param text the line, without its end
 */
public record OutputLine(long pid, Stream stream, String text) {

  /** The two streams a process writes to. */
  public enum Stream {
    /** What Java code in the process printed to {@code System.out}. */
    OUT,
    /** Everything else: {@code System.err}, native code, the JVM itself. */
    ERR
  }

  /** Prints the line to the same stream of this process. */
  public void print() {
    (stream == Stream.OUT ? System.out : System.err).println(text);
  }
}
