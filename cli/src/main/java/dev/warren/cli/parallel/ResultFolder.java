package dev.warren.cli.parallel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the outputs of a command stay: {@code stdout}, {@code stderr} and {@code seq} in a folder
 * that is named after its arguments, as GNU parallel names it.
 */
final class ResultFolder {

  private ResultFolder() {}

  /** Makes the folder of a job, and writes the number of the job into it. */
  static Path make(Path root, Job job) throws IOException {
    Path folder = root;
    List<String> arguments = job.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      folder = folder.resolve(Integer.toString(i + 1)).resolve(name(arguments.get(i)));
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("seq"), Long.toString(job.sequence()));
    return folder;
  }

  private static String name(String argument) {
    String plain =
        argument
            .replace("\\", "\\\\")
            .replace("/", "\\_")
            .replace("\t", "\\t")
            .replace("\0", "\\0");
    return switch (plain) {
      case ".", ".." -> "\\" + plain; // They would be other folders.
      default -> Octets.text(plain);
    };
  }
}
