package dev.warren.cli.parallel;

import java.util.List;

/**
 * Which files go with a command to its worker host, and which come back.
 *
 * @param sent the names of files to send; relative
 * @param returned the names of files to bring back; relative
 * @param cleansUp whether the folder that the command had there is removed
 */
public record TransferSettings(List<Template> sent, List<Template> returned, boolean cleansUp) {

  /** Nothing goes and nothing comes. */
  public static final TransferSettings NONE = new TransferSettings(List.of(), List.of(), false);

  /** Copies the lists. */
  public TransferSettings {
    sent = List.copyOf(sent);
    returned = List.copyOf(returned);
  }

  /** Whether there is anything to send or to bring back. */
  boolean isNeeded() {
    return !sent.isEmpty() || !returned.isEmpty();
  }
}
