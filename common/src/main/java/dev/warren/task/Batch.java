package dev.warren.task;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The tasks that travel in one message: one task name, and a line of arguments for each call.
 *
 * <p>Immutable; the arrays are shared and must not be modified. A batch does not look inside its
 * lines: {@code docs/protocol.md} says what they hold.
 */
public final class Batch {

  private final long id;
  private final TaskName task;
  private final Terms terms;
  private final byte[] captured;
  private final byte[] text;
  private final int[] starts;

  /** The call of each task; made when somebody first looks for one. */
  private volatile Map<Long, Integer> calls;

  /**
   * Creates a batch over a text of complete lines.
   *
   * @param id unique in its pool
   * @param task what to run
   * @param terms on what terms
   * @param captured the values a lambda has captured, as a JSON array without line ends; empty for
   *     none
   * @param text the call lines, each {@code <task id> <JSON array>} and ended by a line feed
   * @param starts where each line begins in the text, and at the end where the last one ends
   * @throws IllegalArgumentException if there is no call, or a history and more than one call
   */
  public Batch(long id, TaskName task, Terms terms, byte[] captured, byte[] text, int[] starts) {
    if (starts.length < 2) {
      throw new IllegalArgumentException("a batch holds at least one call");
    }
    if (starts.length > 2 && !terms.history().isEmpty()) {
      throw new IllegalArgumentException("a call with a history travels alone");
    }
    this.id = id;
    this.task = task;
    this.terms = terms;
    this.captured = captured;
    this.text = text;
    this.starts = starts;
  }

  /**
   * This batch's id.
   *
   * @return unique in its pool
   */
  public long id() {
    return id;
  }

  /**
   * What its calls run.
   *
   * @return the task's name
   */
  public TaskName task() {
    return task;
  }

  /**
   * On what terms its calls are run.
   *
   * @return the terms
   */
  public Terms terms() {
    return terms;
  }

  /**
   * The same calls on other terms.
   *
   * @param others the terms
   * @return a batch that shares its arrays with this one
   */
  public Batch on(Terms others) {
    return new Batch(id, task, others, captured, text, starts);
  }

  /**
   * The same calls under another id.
   *
   * @param number the id
   * @return a batch that shares its arrays with this one
   */
  public Batch numbered(long number) {
    return new Batch(number, task, terms, captured, text, starts);
  }

  /**
   * The captured values that every call of the batch shares.
   *
   * @return a JSON array, or an empty array of bytes for none
   */
  public byte[] captured() {
    return captured;
  }

  /**
   * The number of calls.
   *
   * @return at least 1
   */
  public int size() {
    return starts.length - 1;
  }

  /**
   * The array that holds the call lines.
   *
   * @return the array; only {@link #start(int)} to {@link #end(int)} are a line's bytes
   */
  public byte[] text() {
    return text;
  }

  /**
   * Where a call line begins.
   *
   * @param index the call, from 0
   * @return an offset into {@link #text()}
   */
  public int start(int index) {
    return starts[index];
  }

  /**
   * Where a call line ends, behind its line feed.
   *
   * @param index the call, from 0
   * @return an offset into {@link #text()}
   */
  public int end(int index) {
    return starts[index + 1];
  }

  /**
   * The id of a call's task.
   *
   * @param index the call, from 0
   * @return the number at the start of its line
   */
  public long taskId(int index) {
    long value = 0;
    for (int at = starts[index]; text[at] != ' '; at++) {
      value = value * 10 + (text[at] - '0');
    }
    return value;
  }

  /**
   * A part of this batch, with the same id, sharing its text.
   *
   * @param from the first call
   * @param to behind the last call
   * @return the part
   */
  public Batch slice(int from, int to) {
    return from == 0 && to == size()
        ? this
        : new Batch(id, task, terms, captured, text, Arrays.copyOfRange(starts, from, to + 1));
  }

  /**
   * Looks for a task. The first look costs as much as reading all ids, those after it next to
   * nothing.
   *
   * @param taskId its id
   * @return its call, from 0, or -1
   */
  public int indexOf(long taskId) {
    Map<Long, Integer> known = calls;
    if (known == null) {
      known = new HashMap<>();
      for (int call = 0; call < size(); call++) {
        known.putIfAbsent(taskId(call), call);
      }
      calls = known;
    }
    return known.getOrDefault(taskId, -1);
  }

  @Override
  public String toString() {
    return "batch " + id + " of " + size() + " x " + task;
  }
}
