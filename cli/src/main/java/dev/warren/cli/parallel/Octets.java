package dev.warren.cli.parallel;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Strings that hold bytes, one to a char. What goes from a file to a command need not be text in
 * any charset, and must not change on its way.
 */
public final class Octets {

  /** How Java reads the command line and file names, and writes those of other programs. */
  private static final Charset NATIVE = Charset.forName(System.getProperty("sun.jnu.encoding"));

  private static final boolean NATIVE_UTF_8 = NATIVE.equals(StandardCharsets.UTF_8);

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  /** What every charset leaves as it is, but for the sign that stands for what it cannot read. */
  private static final Pattern UNSURE = Pattern.compile("[^\\x01-\\x7e]|\\?");

  private static final int LAST_ASCII = 127;

  private Octets() {}

  /**
   * The bytes of a part of an array.
   *
   * @param bytes the array
   * @param from where the part begins
   * @param to where it has ended
   * @return a string of as many chars
   */
  public static String of(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /**
   * The bytes of a text in UTF-8.
   *
   * @param text a text
   * @return a string with a char for each byte
   */
  public static String ofText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return of(bytes, 0, bytes.length);
  }

  /**
   * The bytes themselves.
   *
   * @param octets a string of bytes
   * @return as many bytes
   */
  public static byte[] bytes(String octets) {
    return octets.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The bytes as text for people and for Java's file names.
   *
   * @param octets a string of bytes
   * @return the text; what is no UTF-8 is replaced
   */
  public static String text(String octets) {
    return new String(bytes(octets), StandardCharsets.UTF_8);
  }

  /**
   * The last arguments of this JVM's command line as the bytes they are. Java has decoded them by
   * the locale, and what that does not know is lost; so they are read again from the system.
   *
   * @param words the last arguments as Java has read them
   * @return as many strings of bytes
   */
  public static List<String> ofArguments(List<String> words) {
    List<String> raw = words.stream().allMatch(Octets::isPlain) ? List.of() : lastRaw(words.size());
    List<String> all = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean same = i < raw.size() && sure(word).equals(sure(raw.get(i)));
      all.add(same ? raw.get(i) : ofText(word));
    }
    return all;
  }

  private static boolean isPlain(String word) {
    return !UNSURE.matcher(word).find();
  }

  private static String sure(String word) {
    return UNSURE.matcher(word).replaceAll("");
  }

  private static List<String> lastRaw(int count) {
    try {
      String line = Files.readString(COMMAND_LINE, StandardCharsets.ISO_8859_1);
      List<String> all = List.of(line.split("\0", -1));
      int end = all.size() - 1; // Each ends with a NUL, the last one too.
      return all.subList(Math.max(0, end - count), Math.max(0, end));
    } catch (IOException e) {
      return List.of(); // Not Linux: what Java has read must do.
    }
  }

  /**
   * A command line that Java can hand to the operating system without changing a byte: itself where
   * the locale allows that, and otherwise one in ASCII that has the shell make it.
   *
   * @param octets a line for a POSIX shell, as a string of bytes
   * @return text
   */
  public static String carried(String octets) {
    if (isAscii(octets)) {
      return octets;
    }
    String text = text(octets);
    boolean utf8 = NATIVE_UTF_8 && Charset.defaultCharset().equals(StandardCharsets.UTF_8);
    return utf8 && ofText(text).equals(octets) ? text : ascii(octets);
  }

  /**
   * The bytes as a name that Java can give to a file; empty where it cannot, because the locale
   * does not allow that or because they are no text.
   */
  static Optional<String> fileName(String octets) {
    String text = text(octets);
    boolean named = isAscii(octets) || (NATIVE_UTF_8 && ofText(text).equals(octets));
    return named && octets.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
  }

  /**
   * The same command line in ASCII.
   *
   * @param octets a line for a POSIX shell, as a string of bytes
   * @return a line that does the same
   */
  public static String ascii(String octets) {
    if (isAscii(octets)) {
      return octets;
    }
    StringBuilder format = new StringBuilder(octets.length() * 2);
    for (int i = 0; i < octets.length(); i++) {
      char each = octets.charAt(i);
      switch (each) {
        case '%' -> format.append("%%");
        case '\\' -> format.append("\\\\");
        case '\'' -> format.append("'\\''");
        default -> {
          if (isAscii(each)) {
            format.append(each);
          } else {
            format.append('\\').append(Integer.toOctalString(each));
          }
        }
      }
    }
    return "eval \"$(printf '" + format + "')\"";
  }

  private static boolean isAscii(String octets) {
    return octets.chars().allMatch(Octets::isAscii);
  }

  static boolean isAscii(int octet) {
    return octet <= LAST_ASCII;
  }
}
