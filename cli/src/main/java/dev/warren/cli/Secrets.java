package dev.warren.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Secrets that stand in files, so that no list of processes shows them. */
final class Secrets {

  private Secrets() {}

  /** Reads a file that holds one line. */
  static String read(Path file) {
    String secret;
    try {
      secret = Files.readString(file).strip();
    } catch (IOException e) {
      throw CommandException.environment("cannot read " + IoText.of(e), e);
    }
    if (secret.isEmpty()) {
      throw CommandException.usage(file + " is empty");
    }
    return secret;
  }
}
