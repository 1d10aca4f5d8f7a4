package dev.warren.cli.parallel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Chooses what happens to the outputs of each command. Thread-safe. */
final class Captures implements Closeable {

  private final OutputSettings settings;
  private final Printer printer;
  private final Path folder;
  private final AtomicLong files = new AtomicLong();

  Captures(OutputSettings settings, Printer printer) throws IOException {
    this.settings = settings;
    this.printer = printer;
    this.folder = Files.createTempDirectory("warren-parallel-");
  }

  /** {@code parcel}: the files that come back with the output. */
  Capture open(Job job, int slot, Optional<Parcel> parcel) throws IOException {
    String tag = tag(job, slot);
    return switch (settings.grouping()) {
      case COMMANDS -> {
        FileCapture grouped = grouped(job, tag);
        yield parcel.<Capture>map(it -> new ReturnCapture(grouped, it)).orElse(grouped);
      }
      case LINES -> new LineCapture(printer, tag);
      case NONE -> new InheritedOutput();
    };
  }

  /** What each line of a job's outputs begins with. */
  String tag(Job job, int slot) {
    return settings.tag().map(template -> template.plain(job.filling(slot)) + "\t").orElse("");
  }

  private FileCapture grouped(Job job, String tag) throws IOException {
    if (settings.results().isPresent()) {
      Path kept = ResultFolder.make(settings.results().get(), job);
      return new FileCapture(kept.resolve("stdout"), kept.resolve("stderr"), true, tag);
    }
    String name = Long.toString(files.incrementAndGet());
    return new FileCapture(folder.resolve(name), folder.resolve(name + ".err"), false, tag);
  }

  @Override
  public void close() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path each : left) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
  }
}
