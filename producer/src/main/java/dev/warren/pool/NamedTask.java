package dev.warren.pool;

import dev.warren.codec.ValueCodec;
import dev.warren.lambda.TaskRef;
import dev.warren.task.TaskName;
import java.lang.reflect.Type;

/**
 * A task with one argument by its name alone, for programs that do not have its class. Immutable.
 *
 * @param <A> the type of the argument
 * @param <R> the type of the result
 */
public final class NamedTask<A, R> implements Func1<A, R> {

  private static final long serialVersionUID = 1L;

  private final transient TaskName name;
  private final transient Type result;

  private NamedTask(TaskName name, Type result) {
    this.name = name;
    this.result = result;
  }

  /**
   * Names a task.
   *
   * @param name for example {@code dev.acme.Tasks::resize}
   * @param result what its results are read as; {@code JsonText} for the JSON itself
   * @param <A> the type of the argument
   * @param <R> the type of the result
   * @return the task
   * @throws IllegalArgumentException if that is not the form of a name
   */
  public static <A, R> NamedTask<A, R> of(String name, Class<R> result) {
    return new NamedTask<>(TaskName.parse(name), result);
  }

  /**
   * The task as it travels.
   *
   * @return its name, and how its results are read
   */
  public TaskRef ref() {
    return new TaskRef(name, ValueCodec.of(result));
  }

  @Override
  public R call(A argument) {
    throw new UnsupportedOperationException(name + " is only a name here: submit it to a pool");
  }
}
