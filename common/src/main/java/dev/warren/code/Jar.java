package dev.warren.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A jar by its content. Immutable, though its file may change or go.
 *
 * @param sha256 64 small hexadecimal digits
 * @param file where it is
 */
public record Jar(String sha256, Path file) {

  /**
   * Looks at a file.
   *
   * @param file a jar
   * @return the jar with the content that it has now
   * @throws IOException if it cannot be read
   */
  public static Jar of(Path file) throws IOException {
    return new Jar(sha256(file), file);
  }

  /**
   * The SHA-256 of a file.
   *
   * @param file the file
   * @return 64 small hexadecimal digits
   * @throws IOException if it cannot be read
   */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return name(digest);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** The name of what a digest has seen. */
  static String name(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
