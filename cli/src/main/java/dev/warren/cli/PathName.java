package dev.warren.cli;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A path below a folder as the bytes that it has on disk, whatever this process's character set: it
 * sorts and digests the same everywhere.
 *
 * @param bytes the bytes, one in each character
 */
record PathName(String bytes) implements Comparable<PathName> {

  private static final int HEX = 16;

  /** {@code root}: the raw path of the folder's URI, with a slash at its end. */
  static PathName of(String root, URI file) {
    return new PathName(decode(file.getRawPath().substring(root.length())));
  }

  private static String decode(String raw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < raw.length(); at++) {
      if (raw.charAt(at) == '%') {
        out.write(Integer.parseInt(raw.substring(at + 1, at + 3), HEX));
        at += 2;
      } else {
        out.write(raw.charAt(at));
      }
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  byte[] toBytes() {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public int compareTo(PathName other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public String toString() {
    return new String(toBytes(), StandardCharsets.UTF_8);
  }
}
