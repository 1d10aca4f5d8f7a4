package dev.warren.task;

import java.util.Objects;

/**
 * Names the method a task runs: {@code dev.acme.Tasks::resize}, and where that alone would be
 * ambiguous {@code dev.acme.Tasks::resize(Ljava/lang/String;I)V}.
 *
 * @param type the binary name of the class that declares the method
 * @param method the method's name, {@code <init>} for a constructor
 * @param descriptor the method's descriptor (JVMS 4.3.3), or an empty string: the only method of
 *     that name
 */
public record TaskName(String type, String method, String descriptor) {

  private static final String SEPARATOR = "::";

  /** Checks that neither name is empty. */
  public TaskName {
    Objects.requireNonNull(descriptor, "descriptor");
    if (type.isBlank() || method.isBlank()) {
      throw new IllegalArgumentException(
          "a task is named package.Class::method, not \"" + type + SEPARATOR + method + "\"");
    }
  }

  /**
   * Reads a name as {@link #toString()} writes it.
   *
   * @param text for example {@code dev.acme.Tasks::resize}
   * @return the name
   * @throws IllegalArgumentException if the text has not that form
   */
  public static TaskName parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    if (separator <= 0 || separator + SEPARATOR.length() >= text.length()) {
      throw new IllegalArgumentException(
          "a task is named package.Class::method, not \"" + text + "\"");
    }
    String type = text.substring(0, separator);
    String rest = text.substring(separator + SEPARATOR.length());
    int descriptor = rest.indexOf('(');
    return descriptor < 0
        ? new TaskName(type, rest, "")
        : new TaskName(type, rest.substring(0, descriptor), rest.substring(descriptor));
  }

  @Override
  public String toString() {
    return type + SEPARATOR + method + descriptor;
  }
}
