package dev.warren.codec;

import dev.warren.retry.GiveUp;
import dev.warren.retry.RetryLater;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Ending;
import dev.warren.task.Failure;
import dev.warren.task.NoSuchTaskException;
import dev.warren.task.TaskMethod;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides whether a call that has thrown is to be tried again. Where the call has run, because only
 * there its exception is an object with a class, and because a predicate is code of the user's.
 */
public final class RetryJudge {

  private final Terms terms;
  private final Predicate predicate;

  /** A method that is asked about exceptions of a class. */
  private record Predicate(Class<?> type, MethodHandle handle) {

    boolean accepts(Throwable thrown) throws Throwable {
      return type.isInstance(thrown) && (boolean) handle.invoke(new Object[] {thrown});
    }
  }

  private RetryJudge(Terms terms, Predicate predicate) {
    this.terms = terms;
    this.predicate = predicate;
  }

  /**
   * Prepares to judge the calls of a batch.
   *
   * @param terms its terms
   * @param trusted whether a predicate may be any method, and not only one that is a task
   * @return the judge
   * @throws NoSuchTaskException if the policy asks a method that is not there, or may not run
   */
  public static RetryJudge of(Terms terms, boolean trusted) {
    Optional<String> method = terms.policy().retryIf();
    return new RetryJudge(terms, method.isEmpty() ? null : predicate(method.get(), trusted));
  }

  private static Predicate predicate(String method, boolean trusted) {
    TaskName name = TaskName.parse(method);
    TaskMethod found = find(name);
    if (!trusted && !found.isTask()) {
      throw new NoSuchTaskException(
          name, "retryIf: " + name + " may not run here: it needs the annotation @Task");
    }
    List<Type> types = found.parameterTypes();
    boolean fits =
        types.size() == 1
            && types.get(0) instanceof Class<?> type
            && Throwable.class.isAssignableFrom(type)
            && (found.returnType() == boolean.class || found.returnType() == Boolean.class);
    if (!fits) {
      throw new NoSuchTaskException(
          name,
          "retryIf: " + name + " must be static, take one Throwable and return whether to retry");
    }
    return new Predicate((Class<?>) types.get(0), found.handle());
  }

  /** A call is refused for it: the message has to say that it is not the task that is missing. */
  private static TaskMethod find(TaskName name) {
    try {
      return TaskMethod.find(name, Thread.currentThread().getContextClassLoader());
    } catch (NoSuchTaskException e) {
      throw new NoSuchTaskException(name, "retryIf: " + e.getMessage());
    }
  }

  /**
   * How an attempt has ended that has thrown.
   *
   * @param thrown what it threw
   * @return the ending, if there is to be another attempt; empty if this is the outcome
   */
  public Optional<Ending> again(Throwable thrown) {
    if (thrown instanceof RetryLater it) {
      String reason = Objects.toString(it.getMessage(), "");
      return Optional.of(new Ending.Later(it.delay(), reason));
    }
    RetryPolicy policy = terms.policy();
    if (policy.attempts() == 1
        || thrown instanceof GiveUp
        || thrown instanceof UnencodableException
        || !policy.covers(thrown)
        || !isAccepted(thrown)) {
      return Optional.empty();
    }
    Ending ending = Ending.Failed.of(Failure.of(thrown));
    return terms.pauseAfter(ending, 0).map(pause -> ending);
  }

  /**
   * The same of a call that has thrown after it was interrupted at its limit.
   *
   * @param thrown what it threw
   * @param limit the limit
   * @return the ending, if there is to be another attempt; empty if this is the outcome
   */
  public Optional<Ending> againLate(Throwable thrown, Duration limit) {
    if (thrown instanceof RetryLater) {
      return again(thrown);
    }
    Ending ending = new Ending.TimedOut(false, limit);
    return thrown instanceof GiveUp
        ? Optional.empty()
        : terms.pauseAfter(ending, 0).map(pause -> ending);
  }

  private boolean isAccepted(Throwable thrown) {
    try {
      return predicate == null || predicate.accepts(thrown);
    } catch (Throwable inPredicate) {
      // The task's own exception is the outcome; this one is for whoever wrote the predicate.
      inPredicate.printStackTrace();
      return false;
    }
  }
}
