package dev.warren.subprocess;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a command's standard input comes from, or its standard output or error goes (Python: {@code
 * subprocess}, "Frequently Used Arguments").
 */
public sealed interface Stdio {

  /** The same as this program's. */
  Stdio INHERIT = new Inherit();

  /** A pipe to or from this program. */
  Stdio PIPE = new Pipe();

  /** Nothing comes, and whatever goes is thrown away. */
  Stdio DEVNULL = new DevNull();

  /** For the standard error: wherever the standard output goes. */
  Stdio STDOUT = new Stdout();

  /**
   * A file. One that is written is made anew.
   *
   * @param path the file
   * @return where to read or write
   */
  static Stdio file(Path path) {
    return new File(path, false);
  }

  /**
   * A file to write at the end of.
   *
   * @param path the file; made if it is not there
   * @return where to write
   */
  static Stdio append(Path path) {
    return new File(path, true);
  }

  /** See {@link #INHERIT}. */
  record Inherit() implements Stdio {}

  /** See {@link #PIPE}. */
  record Pipe() implements Stdio {}

  /** See {@link #DEVNULL}. */
  record DevNull() implements Stdio {}

  /** See {@link #STDOUT}. */
  record Stdout() implements Stdio {}

  /**
   * See {@link #file(Path)} and {@link #append(Path)}.
   *
   * @param path the file
   * @param append whether to write at its end
   */
  record File(Path path, boolean append) implements Stdio {

    /** Checks that there is a path. */
    public File {
      Objects.requireNonNull(path, "path");
    }
  }
}
