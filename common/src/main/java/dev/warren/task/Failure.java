package dev.warren.task;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An exception as data, so that it can travel and can never fail to be rebuilt.
 *
 * @param type the exception's class name
 * @param message its message, possibly null
 * @param stack its stack trace, innermost frame first
 * @param cause what caused it, or null
 */
public record Failure(String type, String message, List<Frame> stack, Failure cause) {

  /** Frames kept of each exception; the innermost ones. */
  public static final int MAX_FRAMES = 200;

  /** Causes kept; a longer chain is cut. */
  public static final int MAX_CAUSES = 20;

  /** Characters kept of a message. */
  public static final int MAX_MESSAGE = 64 * 1024;

  /** Checks that there is a type, and copies the list of frames. */
  public Failure {
    Objects.requireNonNull(type, "type");
    stack = List.copyOf(stack);
  }

  /**
   * One line of a stack trace.
   *
   * @param type the class name
   * @param method the method's name
   * @param file the source file, possibly null
   * @param line the line number, negative if unknown
   */
  public record Frame(String type, String method, String file, int line) {

    /** Checks that class and method are there. */
    public Frame {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(method, "method");
    }

    /**
     * Turns this line into what the JDK uses.
     *
     * @return the element
     */
    public StackTraceElement toElement() {
      return new StackTraceElement(type, method, file, line);
    }
  }

  /**
   * Describes an exception and its causes, cut to the bounds above.
   *
   * @param thrown any exception; one whose own methods throw is described all the same
   * @return the description
   */
  public static Failure of(Throwable thrown) {
    return of(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static Failure of(Throwable thrown, Set<Throwable> seen) {
    seen.add(thrown);
    List<Frame> frames = new ArrayList<>();
    StackTraceElement[] stack = ask(thrown::getStackTrace);
    for (int i = 0; stack != null && i < stack.length && i < MAX_FRAMES; i++) {
      StackTraceElement each = stack[i];
      frames.add(
          new Frame(
              each.getClassName(), each.getMethodName(), each.getFileName(), each.getLineNumber()));
    }
    Throwable next = ask(thrown::getCause);
    boolean more = next != null && seen.size() < MAX_CAUSES && !seen.contains(next);
    return new Failure(
        thrown.getClass().getName(), messageOf(thrown), frames, more ? of(next, seen) : null);
  }

  /** What a method says that can be overridden, and then may throw; null if it does. */
  private static <T> T ask(Supplier<T> method) {
    try {
      return method.get();
    } catch (RuntimeException | Error e) {
      return null;
    }
  }

  private static String messageOf(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      if (message == null) {
        return null;
      }
      String kept =
          message.length() <= MAX_MESSAGE
              ? message
              : message.substring(0, MAX_MESSAGE) + "... (cut)";
      // Half of a surrogate pair cannot be written as UTF-8: it becomes a question mark.
      return new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    } catch (RuntimeException | Error inGetMessage) {
      return "(its getMessage() threw " + inGetMessage.getClass().getName() + ")";
    }
  }

  @Override
  public String toString() {
    return message == null ? type : type + ": " + message;
  }
}
