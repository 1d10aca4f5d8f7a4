package dev.warren.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all files add up to: by type, by worker process, and as one digest. */
final class FileTotals {

  /** Types that get a row of their own. */
  private static final int SHOWN_TYPES = 15;

  /** What the worker host of a pool with local workers is called. */
  private static final String LOCAL = "local";

  private static final Comparator<Sum> BY_BYTES =
      Comparator.comparingLong((Sum sum) -> sum.bytes).reversed().thenComparing(sum -> sum.name);

  private static final class Sum {
    final String name;
    long files;
    long bytes;
    long lines;
    long words;
    long busyNanos;

    Sum(String name) {
      this.name = name;
    }

    void add(FileReport file) {
      add(1, file.size(), file.lines(), file.words(), file.busyNanos());
    }

    void add(Sum other) {
      add(other.files, other.bytes, other.lines, other.words, other.busyNanos);
    }

    private void add(long moreFiles, long size, long ends, long moreWords, long nanos) {
      files += moreFiles;
      bytes += size;
      lines += ends;
      words += moreWords;
      busyNanos += nanos;
    }
  }

  /** Two machines may have processes of the same id. */
  private record WorkerProcess(String host, long pid) {

    static final Comparator<WorkerProcess> BY_HOST =
        Comparator.comparing(WorkerProcess::host).thenComparing(WorkerProcess::pid);

    @Override
    public String toString() {
      return host.equals(LOCAL) ? Long.toString(pid) : host + "/" + pid;
    }
  }

  private final Sum all = new Sum("total");
  private final Map<String, Sum> types = new HashMap<>();
  private final Map<WorkerProcess, Sum> processes = new TreeMap<>(WorkerProcess.BY_HOST);
  private final Map<PathName, byte[]> digests = new TreeMap<>();

  void add(PathName name, FileReport file) {
    all.add(file);
    types.computeIfAbsent(file.type(), Sum::new).add(file);
    processes
        .computeIfAbsent(new WorkerProcess(file.worker(), file.pid()), it -> new Sum(it.toString()))
        .add(file);
    digests.put(name, HexFormat.of().parseHex(file.sha256()));
  }

  long files() {
    return all.files;
  }

  long busyNanos() {
    return all.busyNanos;
  }

  int processes() {
    return processes.size();
  }

  /** A table of the largest types, all others together, and the total. */
  Table byType() {
    Table table = new Table("type", "files", "bytes", "lines", "words");
    List<Sum> sorted = new ArrayList<>(types.values());
    sorted.sort(BY_BYTES);
    int shown = sorted.size() <= SHOWN_TYPES + 1 ? sorted.size() : SHOWN_TYPES;
    sorted.subList(0, shown).forEach(sum -> row(table, sum));
    if (shown < sorted.size()) {
      Sum others = new Sum(sorted.size() - shown + " others");
      sorted.subList(shown, sorted.size()).forEach(others::add);
      row(table, others);
    }
    row(table, all);
    return table;
  }

  private static void row(Table table, Sum sum) {
    table.row(
        sum.name,
        Text.number(sum.files),
        Text.number(sum.bytes),
        Text.number(sum.lines),
        Text.number(sum.words));
  }

  /** A table of what each worker process did. */
  Table byProcess() {
    Table table = new Table("worker pid", "files", "bytes", "busy s");
    for (Sum sum : processes.values()) {
      table.row(
          sum.name, Text.number(sum.files), Text.number(sum.bytes), Text.seconds(sum.busyNanos));
    }
    return table;
  }

  /**
   * The SHA-256 of what {@code sha256sum} prints for all files, in the order of their paths' bytes:
   * the same tree gives the same digest.
   */
  String digest() {
    MessageDigest sha256 = FileTask.sha256();
    digests.forEach(
        (name, digest) -> {
          sha256.update(
              (HexFormat.of().formatHex(digest) + "  ").getBytes(StandardCharsets.US_ASCII));
          sha256.update(name.toBytes());
          sha256.update((byte) '\n');
        });
    return HexFormat.of().formatHex(sha256.digest());
  }
}
