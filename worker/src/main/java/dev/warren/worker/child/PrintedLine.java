package dev.warren.worker.child;

import dev.warren.task.TaskEvent;
import java.nio.charset.StandardCharsets;

/**
 * The body of a frame with a printed line: the task's id or a dash, a space, the line.
 *
 * @param id the task, or {@link TaskEvent#NO_TASK}
 * @param text the line, without its end
 */
record PrintedLine(long id, String text) {

  private static final String NO_TASK = "-";

  static byte[] encode(long id, byte[] line) {
    String task = id == TaskEvent.NO_TASK ? NO_TASK : Long.toString(id);
    byte[] head = (task + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] body = new byte[head.length + line.length];
    System.arraycopy(head, 0, body, 0, head.length);
    System.arraycopy(line, 0, body, head.length, line.length);
    return body;
  }

  /** Throws {@link IllegalArgumentException} if that is not such a body. */
  static PrintedLine decode(byte[] body) {
    String whole = new String(body, StandardCharsets.UTF_8);
    int space = whole.indexOf(' ');
    if (space < 1) {
      throw new IllegalArgumentException("a printed line without a task");
    }
    String task = whole.substring(0, space);
    return new PrintedLine(
        task.equals(NO_TASK) ? TaskEvent.NO_TASK : Long.parseLong(task),
        whole.substring(space + 1));
  }
}
