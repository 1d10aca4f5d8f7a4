package dev.warren.cli.parallel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Where the outputs of a command stay: {@code stdout}, {@code stderr} and {@code seq} in a folder
 * that is named after its arguments, as GNU parallel names it where a name can be so.
 */
final class ResultFolder {

  /** What Linux takes as a name. */
  private static final int LONGEST_NAME = 255;

  /** How much of a longer one is kept, before its hash. */
  private static final int KEPT = 180;

  /** What Linux takes as a path, but for the names of the files in the folder. */
  private static final int LONGEST_PATH = 4_000;

  private ResultFolder() {}

  /**
   * Makes the folder of a job, and writes the number of the job into it.
   *
   * @throws ResultsException if its arguments are too many for a path
   */
  static Path make(Path root, Job job) throws IOException {
    Path folder = root.toAbsolutePath();
    List<String> arguments = job.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      folder = folder.resolve(Integer.toString(i + 1)).resolve(name(arguments.get(i)));
    }
    int length = bytes(folder.toString());
    if (length > LONGEST_PATH) {
      throw new ResultsException(
          "no folder for the results can be named after "
              + arguments.size()
              + " arguments: its path would have "
              + length
              + " bytes, more than "
              + LONGEST_PATH
              + "; give each command fewer arguments");
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("seq"), Long.toString(job.sequence()));
    return folder;
  }

  /** Different arguments have different names, also where a name cannot have all their bytes. */
  private static String name(String argument) {
    String plain =
        argument
            .replace("\\", "\\\\")
            .replace("/", "\\_")
            .replace("\t", "\\t")
            .replace("\0", "\\0");
    if (plain.equals(".") || plain.equals("..")) {
      return "\\" + plain; // They would be other folders.
    }
    String name = Octets.fileName(plain).orElseGet(() -> escaped(plain));
    return bytes(name) > LONGEST_NAME
        ? escaped(plain).substring(0, KEPT) + "\\#" + hash(argument)
        : name;
  }

  /** In ASCII: a byte that is none is <code>\x</code> and two digits. */
  private static String escaped(String octets) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < octets.length(); i++) {
      char each = octets.charAt(i);
      all.append(
          Octets.isAscii(each) ? String.valueOf(each) : String.format("\\x%02x", (int) each));
    }
    return all.toString();
  }

  private static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hash(String argument) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Octets.bytes(argument)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
