package dev.warren.sync.wire;

import java.nio.charset.StandardCharsets;

/** Numbers among the values of requests and answers: decimal digits. */
public final class Numbers {

  private Numbers() {}

  /**
   * Writes a number.
   *
   * @param number any number
   * @return its digits
   */
  public static byte[] write(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a number.
   *
   * @param digits what {@link #write} has made
   * @return the number
   * @throws NumberFormatException if it is not one
   */
  public static long read(byte[] digits) {
    return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
  }
}
