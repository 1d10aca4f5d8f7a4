package dev.warren.codec;

/**
 * How many outcomes a message holds, counted without reading them.
 *
 * @param all how many there are
 * @param bad how many of them are neither a result nor a cancellation
 */
public record OutcomeCount(int all, int bad) {

  private static final byte[] OK = {'o', 'k', ' '};
  private static final byte[] CANCELLED = {'c', 'a', 'n', 'c', 'e', 'l', 'l', 'e', 'd', ' '};

  /**
   * Counts. Every message on its way through a worker host is counted, so this has to cost next to
   * nothing.
   *
   * @param message what an {@link OutcomeWriter} made
   * @return what {@link OutcomeReader} would find
   * @throws MalformedMessageException if a line of the message does not end
   */
  public static OutcomeCount of(byte[] message) {
    int all = 0;
    int bad = 0;
    int line = BatchCodec.lineEnd(message, 0) + 1;
    while (line < message.length) {
      int kind = behindSpace(message, line);
      all++;
      bad += startsWith(message, kind, OK) || startsWith(message, kind, CANCELLED) ? 0 : 1;
      line = BatchCodec.lineEnd(message, kind) + 1;
    }
    return new OutcomeCount(all, bad);
  }

  /** The end of the message at most: a line without a space is a bad one. */
  private static int behindSpace(byte[] message, int from) {
    int at = from;
    while (at < message.length && message[at] != ' ' && message[at] != '\n') {
      at++;
    }
    return at < message.length && message[at] == ' ' ? at + 1 : at;
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
