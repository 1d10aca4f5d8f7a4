package dev.warren.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where figures come from. */
final class Machine {

  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Date, cores, system and Java in one line. */
  static String describe() throws IOException {
    return LocalDate.now(ZoneOffset.UTC)
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores"
        + model()
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", Java "
        + Runtime.version()
        + ".";
  }

  private static String model() throws IOException {
    if (!Files.isReadable(CPU)) {
      return "";
    }
    return Files.readAllLines(CPU).stream()
        .filter(line -> line.startsWith("model name"))
        .findFirst()
        .map(line -> " of " + line.substring(line.indexOf(':') + 1).strip())
        .orElse("");
  }
}
