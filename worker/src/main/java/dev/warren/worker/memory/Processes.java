package dev.warren.worker.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Linux tells of the processes of this machine. Other systems tell nothing: there a process
 * has no resident size, and the limit of its heap is all that holds it. Thread-safe.
 */
final class Processes {

  private static final Path ROOT = Path.of("/proc");
  private static final long KIB = 1024;

  private Processes() {}

  /** Whether this system tells how much is resident. */
  static boolean areVisible() {
    return Files.isReadable(ROOT.resolve("self/status"));
  }

  /**
   * What a process keeps in memory, in bytes, without the files that it has mapped: those the
   * system takes back when it needs room. 0 if there is no such process.
   */
  static long resident(long pid) {
    return read(ROOT.resolve(pid + "/status"))
        .lines()
        .filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
        .mapToLong(line -> number(line) * KIB)
        .sum();
  }

  /** The children of each process that has some. */
  static Map<Long, List<Long>> children() {
    Map<Long, List<Long>> children = new HashMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(ROOT, "[0-9]*")) {
      for (Path each : all) {
        long parent = parent(read(each.resolve("stat")));
        long pid = Long.parseLong(each.getFileName().toString());
        children.computeIfAbsent(parent, it -> new ArrayList<>()).add(pid);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return Map.of(); // The watch must go on: it looks again in a second.
    }
    return children;
  }

  /** What the descendants of a process keep in memory, in bytes. */
  static long residentBelow(long pid, Map<Long, List<Long>> children) {
    long kept = 0;
    Deque<Long> next = new ArrayDeque<>(children.getOrDefault(pid, List.of()));
    while (!next.isEmpty()) {
      long each = next.removeFirst();
      kept += resident(each);
      next.addAll(children.getOrDefault(each, List.of()));
    }
    return kept;
  }

  /** How many processes the kernel has ended because memory had run out; 0 if it does not say. */
  static long endedByKernel() {
    return read(ROOT.resolve("vmstat"))
        .lines()
        .filter(line -> line.startsWith("oom_kill "))
        .mapToLong(Processes::number)
        .sum();
  }

  /** The fourth field; the second is a name in parentheses, which may hold anything. */
  private static long parent(String stat) {
    int afterName = stat.lastIndexOf(')') + 2;
    String[] fields = stat.substring(Math.min(afterName, stat.length())).split(" ", 3);
    return fields.length < 3 ? 0 : Long.parseLong(fields[1]);
  }

  private static long number(String line) {
    String digits = line.replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // It has ended, or this system has no such file.
    }
  }
}
