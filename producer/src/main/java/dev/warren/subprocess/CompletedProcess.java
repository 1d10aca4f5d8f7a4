package dev.warren.subprocess;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;

/**
 * A command that has ended (Python: {@code subprocess.CompletedProcess}).
 *
 * @param args the command and its arguments
 * @param returnCode what it exited with; -N if signal N ended it
 * @param stdout what it wrote to its standard output, as far as that was a pipe
 * @param stderr what it wrote to its standard error, as far as that was a pipe of its own
 */
public record CompletedProcess(List<String> args, int returnCode, Output stdout, Output stderr) {

  /** Checks that nothing is missing, and copies the list. */
  public CompletedProcess {
    args = List.copyOf(args);
    Objects.requireNonNull(stdout, "stdout");
    Objects.requireNonNull(stderr, "stderr");
  }

  /**
   * Bytes that a command has written.
   *
   * @param bytes the bytes; not copied
   * @param charset how text is read from them
   */
  public record Output(byte[] bytes, Charset charset) {

    /**
     * The bytes as text.
     *
     * @return the text; what is not text in the charset is replaced by U+FFFD
     */
    public String text() {
      return new String(bytes, charset);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * Does nothing if the command has succeeded.
   *
   * @return this
   * @throws CalledProcessException if the return code is not 0
   */
  public CompletedProcess check() {
    if (returnCode != 0) {
      throw new CalledProcessException(this);
    }
    return this;
  }
}
