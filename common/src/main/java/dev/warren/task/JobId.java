package dev.warren.task;

import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which job: the queue that it is for, and a name of its own there. Written {@code
 * default/k3f7q2m9x4tb}.
 *
 * @param queue the queue's name, as worker hosts have it
 * @param name 12 letters and digits
 */
public record JobId(String queue, String name) {

  private static final int LENGTH = 12;

  /** Without those that are easily taken for others. */
  private static final String LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]{1,100})/([a-z0-9]{" + LENGTH + "})");

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Checks the form of both. */
  public JobId {
    check(queue + "/" + name);
  }

  /**
   * A new id that nobody else has.
   *
   * @param queue the queue that the job is for
   * @return the id
   * @throws IllegalArgumentException if that is no name of a queue
   */
  public static JobId fresh(String queue) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      name.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return new JobId(queue, name.toString());
  }

  /**
   * Reads an id.
   *
   * @param text as {@link #toString} writes it
   * @return the id
   * @throws IllegalArgumentException if it is none
   */
  public static JobId parse(String text) {
    Matcher parts = check(text);
    return new JobId(parts.group(1), parts.group(2));
  }

  private static Matcher check(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a job is named by its queue, a slash and "
              + LENGTH
              + " letters and digits, as default/k3f7q2m9x4tb, not \""
              + text
              + "\"");
    }
    return parts;
  }

  @Override
  public String toString() {
    return queue + "/" + name;
  }
}
