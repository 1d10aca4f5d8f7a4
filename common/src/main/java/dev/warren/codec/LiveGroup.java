package dev.warren.codec;

import dev.warren.task.TaskEvent;
import java.util.List;

/**
 * The events of one message, from one worker process.
 *
 * @param batch the batch whose tasks they are about
 * @param host the worker host's name
 * @param pid the worker process; 0 for the host itself
 * @param bytes how large the message is
 * @param events what has happened, in order
 */
public record LiveGroup(long batch, String host, long pid, int bytes, List<TaskEvent> events) {

  /**
   * Whether its batch has waited and its host wants to know whether it may begin.
   *
   * @return false for everything else that happens
   */
  public boolean asksToBegin() {
    return events.stream().anyMatch(TaskEvent.Due.class::isInstance);
  }
}
