package dev.warren.cli;

import dev.warren.codec.Signer;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The key that batches are signed with: from a file, or else from the environment. */
final class SigningKeyOption {

  static final String VARIABLE = "WARREN_SIGNING_KEY";

  @Option(
      names = "--signing-key-file",
      paramLabel = "FILE",
      description = {
        "A file with the key that tasks are signed with, the same for producers and workers.",
        "Without it: the environment variable "
            + VARIABLE
            + ", or the file that "
            + VARIABLE
            + "_FILE names; without these tasks are not signed."
      })
  private Path file;

  /** The key, checked; empty if none was given. */
  Optional<String> find(Surroundings surroundings) {
    Optional<String> key =
        Optional.ofNullable(file).map(Secrets::read).or(() -> Secrets.find(surroundings, VARIABLE));
    key.ifPresent(this::check);
    return key;
  }

  private void check(String key) {
    try {
      Signer.of(key);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage((file == null ? VARIABLE : file) + ": " + e.getMessage());
    }
  }
}
