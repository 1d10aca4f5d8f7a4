package dev.warren.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Secrets, from where no list of processes shows them: the environment, or files. */
final class Secrets {

  private static final String FILE = "_FILE";

  private Secrets() {}

  /** A secret from the environment: a variable, or the file that NAME_FILE names. */
  static Optional<String> find(Surroundings surroundings, String name) {
    Optional<String> value = surroundings.variable(name);
    Optional<String> file = surroundings.variable(name + FILE);
    if (value.isPresent() && file.isPresent()) {
      throw CommandException.usage(
          name + " and " + name + FILE + " are both set: which of them is meant?");
    }
    return value.or(() -> file.map(Path::of).map(Secrets::read));
  }

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
