package dev.warren.cli;

import java.util.Iterator;

/**
 * Lines of JSON, every one of which has to be some: a job is submitted as a whole or not at all.
 */
final class ValidLines implements Iterator<Object> {

  private final JsonLines lines;
  private long count;

  ValidLines(JsonLines lines) {
    this.lines = lines;
  }

  @Override
  public boolean hasNext() {
    return lines.hasNext();
  }

  @Override
  public Object next() {
    Object line = lines.next();
    count++;
    if (line instanceof MalformedLine bad) {
      throw CommandException.usage(
          "line " + count + " is " + bad.reason() + "; nothing of the job will run");
    }
    return line;
  }

  long count() {
    return count;
  }
}
