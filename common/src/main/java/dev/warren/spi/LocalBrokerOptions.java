package dev.warren.spi;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where an embedded broker listens and the one user that it lets in.
 *
 * @param port the TCP port on the loopback interface, 1 to {@value #MAX_PORT}, or 0 for any free
 *     one
 * @param user the only user name that is accepted: visible ASCII characters other than {@code $}
 * @param password the password of that user: visible ASCII characters other than {@code $}
 */
public record LocalBrokerOptions(int port, String user, String password) {

  /** The highest TCP port. */
  public static final int MAX_PORT = 65_535;

  /** The user name of {@link #random()}: {@value}. */
  public static final String DEFAULT_USER = "warren";

  private static final int PASSWORD_BYTES = 16;
  private static final Pattern CREDENTIAL = Pattern.compile("[!-#%-~]+");

  /** Checks the bounds. */
  public LocalBrokerOptions {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "port must be 0 (any free port) to " + MAX_PORT + ", not " + port);
    }
    requireCredential("user", user);
    requireCredential("password", password);
  }

  private static void requireCredential(String name, String value) {
    if (!CREDENTIAL.matcher(Objects.requireNonNull(value, name)).matches()) {
      throw new IllegalArgumentException(
          name + " must be one or more visible ASCII characters, none of them a $");
    }
  }

  /**
   * A free port, user {@value #DEFAULT_USER}, and a new 128-bit password.
   *
   * @return options that no other process can guess
   */
  public static LocalBrokerOptions random() {
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    return new LocalBrokerOptions(0, DEFAULT_USER, HexFormat.of().formatHex(secret));
  }

  /** Names the port and the user, never the password. */
  @Override
  public String toString() {
    return "LocalBrokerOptions[port=" + port + ", user=" + user + ", password=***]";
  }
}
