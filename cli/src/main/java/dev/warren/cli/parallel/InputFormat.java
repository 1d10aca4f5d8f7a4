package dev.warren.cli.parallel;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How values are read.
 *
 * @param delimiter the byte that ends a record of a file
 * @param columns what separates the columns of a value, each of which is an argument; empty if a
 *     value is one argument
 * @param skipsEmpty whether values of nothing but white space count for nothing
 */
public record InputFormat(byte delimiter, Optional<Pattern> columns, boolean skipsEmpty) {

  List<String> arguments(List<String> values) {
    if (columns.isEmpty()) {
      return values;
    }
    return values.stream()
        .flatMap(value -> Stream.of(columns.get().split(value, -1)))
        .map(String::strip)
        .toList();
  }

  boolean takes(List<String> values) {
    return !skipsEmpty || !values.stream().allMatch(String::isBlank);
  }

  /**
   * Reads what a record ends with.
   *
   * @param text one character, or an escape: {@code \n}, {@code \t}, {@code \r}, {@code \0} or
   *     {@code \xHH}
   * @return the byte
   * @throws IllegalArgumentException if it is neither
   */
  public static byte delimiter(String text) {
    return switch (text) {
      case "\\n" -> '\n';
      case "\\t" -> '\t';
      case "\\r" -> '\r';
      case "\\0" -> 0;
      default -> {
        if (text.matches("\\\\x\\p{XDigit}{2}")) {
          yield (byte) Integer.parseInt(text.substring(2), 16);
        }
        if (text.length() == 1 && Octets.isAscii(text.charAt(0))) {
          yield (byte) text.charAt(0);
        }
        throw new IllegalArgumentException(
            "a delimiter is one byte, as , or \\t or \\x1f, not '" + text + "'");
      }
    };
  }
}
