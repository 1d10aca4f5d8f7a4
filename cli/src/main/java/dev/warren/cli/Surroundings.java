package dev.warren.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around it, so that tests can put something else there.
 *
 * @param in standard input
 * @param out standard output, for data only; unbuffered, and it throws where a PrintStream would
 *     not
 * @param err standard error, for everything else
 * @param env the environment variables
 * @param onTerminal whether somebody watches standard error
 * @param signals the signals that ask for the end
 */
record Surroundings(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Map<String, String> env,
    boolean onTerminal,
    StopSignals signals) {

  /** Set by the start script, which can ask the system what Java cannot. */
  private static final String TERMINAL_PROPERTY = "warren.terminal";

  static Surroundings ofProcess() {
    return new Surroundings(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        Boolean.getBoolean(TERMINAL_PROPERTY),
        new StopSignals());
  }

  /** Says something in one line. */
  void note(String message) {
    err.println("warren: " + Text.oneLine(message));
  }

  /** An environment variable that is set to something. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(env.get(name)).filter(it -> !it.isBlank());
  }

  PrintWriter outWriter() {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
  }

  PrintWriter errWriter() {
    return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
  }
}
