package dev.warren.dead;

import dev.warren.task.DeadReason;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which dead tasks are meant. Each method gives one condition; {@link Predicate#and} and its
 * siblings combine them. Patterns are globs: {@code *} stands for any text, {@code ?} for any
 * character, and all of a name has to match.
 */
public final class DeadFilter {

  private DeadFilter() {}

  /**
   * All of them.
   *
   * @return what is true of every dead task
   */
  public static Predicate<DeadTask> all() {
    return task -> true;
  }

  /**
   * By what was to run.
   *
   * @param glob for example {@code dev.acme.Tasks::*}; without a descriptor in parentheses it is
   *     compared with the name before that
   * @return what is true of those tasks; of no raw message
   */
  public static Predicate<DeadTask> task(String glob) {
    Pattern pattern = pattern(glob);
    return task -> {
      String name = task.postMortem().task();
      String bare = name.indexOf('(') < 0 ? name : name.substring(0, name.indexOf('('));
      return !name.isEmpty()
          && (pattern.matcher(name).matches() || pattern.matcher(bare).matches());
    };
  }

  /**
   * By why they are dead.
   *
   * @param reasons any of these
   * @return what is true of those tasks
   */
  public static Predicate<DeadTask> reason(DeadReason... reasons) {
    return task -> Arrays.asList(reasons).contains(task.postMortem().reason());
  }

  /**
   * By the exception that they threw, or one that caused it.
   *
   * @param glob a class name, with its package or without
   * @return what is true of tasks that ended with such an exception
   */
  public static Predicate<DeadTask> exception(String glob) {
    Pattern pattern = pattern(glob);
    return task ->
        task.postMortem().outcome().stream()
            .filter(Outcome.Failed.class::isInstance)
            .flatMap(it -> chain(((Outcome.Failed) it).failure()))
            .map(Failure::type)
            .anyMatch(
                type -> pattern.matcher(type).matches() || pattern.matcher(simple(type)).matches());
  }

  private static Stream<Failure> chain(Failure first) {
    return Stream.iterate(first, it -> it != null, Failure::cause);
  }

  private static String simple(String type) {
    return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
  }

  /**
   * By when they died.
   *
   * @param first the first moment that counts
   * @return what is true of tasks that died then or later
   */
  public static Predicate<DeadTask> since(Instant first) {
    return task -> !task.postMortem().at().isBefore(first);
  }

  /**
   * By when they died.
   *
   * @param end the first moment that does not count any more
   * @return what is true of tasks that died before
   */
  public static Predicate<DeadTask> until(Instant end) {
    return task -> task.postMortem().at().isBefore(end);
  }

  /**
   * By id.
   *
   * @param id as {@link DeadTask#id} has it, or the number behind its slash alone, which may be in
   *     use in several pools
   * @return what is true of that task
   */
  public static Predicate<DeadTask> id(String id) {
    String wanted = id.toLowerCase(Locale.ROOT);
    return task -> {
      String full = task.id();
      return full.equals(wanted) || full.substring(full.indexOf('/') + 1).equals(wanted);
    };
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char each = glob.charAt(i);
      regex.append(each == '*' ? ".*" : each == '?' ? "." : Pattern.quote(String.valueOf(each)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
