package dev.warren.cli;

/** Work on a queue that the command line has named. */
final class JobQueue {

  private JobQueue() {}

  /** Something that is asked of a broker about a queue. */
  interface Question<T> {
    T ask() throws InterruptedException;
  }

  /** Asks; what is wrong with the name of the queue is the command line's fault. */
  static <T> T at(Question<T> question) throws InterruptedException {
    try {
      return question.ask();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("the queue: " + e.getMessage());
    }
  }
}
