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
      int kind = behindSpace(message, line);
      if (!startsWith(message, kind, OK) && !startsWith(message, kind, CANCELLED)) {
        return true;
      }
      line = BatchCodec.lineEnd(message, kind) + 1;
    }
    return false;
  }

  private static int behindSpace(byte[] message, int from) {
    int at = from;
    while (at < message.length && message[at] != ' ') {
      at++;
    }
    return at + 1;
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
