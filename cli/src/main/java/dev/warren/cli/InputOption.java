package dev.warren.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the lines of a command come from. */
final class InputOption {

  /** Standard input or output. */
  static final Path STANDARD = Path.of("-");

  @Option(
      names = "--in",
      paramLabel = "FILE",
      description = "Where the lines come from; default: - (standard input).")
  private Path in = STANDARD;

  InputStream open(Surroundings surroundings) {
    try {
      return in.equals(STANDARD) ? surroundings.in() : new FileInputStream(in.toFile());
    } catch (IOException e) {
      throw CommandException.environment("cannot read " + IoText.of(e), e);
    }
  }

  CommandException unreadable(InputException e) {
    return CommandException.environment("cannot read " + in + ": " + IoText.of(e.getCause()), e);
  }

  /** An output is emptied when it is opened, and then there would be no input. */
  void refuseAsOutput(Path out) throws IOException {
    if (!in.equals(STANDARD)
        && !out.equals(STANDARD)
        && Files.exists(in)
        && Files.exists(out)
        && Files.isSameFile(in, out)
        && Files.isRegularFile(out)) {
      throw CommandException.usage("--in and --out are the same file: " + in);
    }
  }

  @Override
  public String toString() {
    return in.toString();
  }
}
