package dev.warren.codec;

/** Tells whether anything went wrong in a message of outcomes, without reading it. */
public final class BadOutcomes {

  private static final byte[] OK = {'o', 'k', ' '};
  private static final byte[] CANCELLED = {'c', 'a', 'n', 'c', 'e', 'l', 'l', 'e', 'd', ' '};

  private BadOutcomes() {}

  /**
   * Whether there is an outcome that is neither a result nor a cancellation. Most often there is
   * none, so this has to cost next to nothing.
   *
   * @param message what an {@link OutcomeWriter} made
   * @return whether {@link OutcomeReader} would find one
   * @throws MalformedMessageException if a line of the message does not end
   */
  public static boolean in(byte[] message) {
    int line = BatchCodec.lineEnd(message, 0) + 1;
    while (line < message.length) {
      if (isBad(message, line)) {
        return true;
      }
      line = BatchCodec.lineEnd(message, line) + 1;
    }
    return false;
  }

  private static boolean isBad(byte[] message, int line) {
    int kind = line;
    while (kind < message.length && message[kind] != ' ') {
      kind++;
    }
    return !startsWith(message, kind + 1, OK) && !startsWith(message, kind + 1, CANCELLED);
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] word) {
    for (int i = 0; i < word.length; i++) {
      if (at + i >= bytes.length || bytes[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}
