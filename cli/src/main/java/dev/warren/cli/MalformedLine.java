package dev.warren.cli;

/**
 * Stands for a line that is no JSON value. It goes into the pool like an argument and fails there
 * on being written, so that its error takes its turn among the results and has its line's number.
 */
final class MalformedLine {

  private final String reason;

  MalformedLine(String reason) {
    this.reason = reason;
  }

  /** What is wrong with it. */
  String reason() {
    return reason;
  }

  /** Asked for when the argument is written; the name does not matter. */
  @SuppressWarnings("DoNotCallSuggester") // Only Jackson calls it.
  public String getValue() {
    throw new MalformedLineException(reason);
  }
}
