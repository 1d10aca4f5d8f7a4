package dev.warren.cli.parallel;

import dev.warren.cli.parallel.OutputSettings.Grouping;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tests of a run have in common: commands that are not started, and what comes of them.
 */
abstract class ParallelRunFixture {

  static final InputFormat LINES = new InputFormat((byte) '\n', Optional.empty(), false);

  static final InputSettings ONE_EACH =
      new InputSettings(List.of(), LINES, InputSettings.LINE, false);

  @TempDir Path folder;

  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final List<String> notes = new CopyOnWriteArrayList<>();
  final AtomicInteger ended = new AtomicInteger();

  final RunListener listener =
      new RunListener() {
        @Override
        public void ended() {
          ended.incrementAndGet();
        }

        @Override
        public void note(String message) {
          notes.add(message);
        }
      };

  static RunSettings settings(int jobs, int tries, String halt) {
    return new RunSettings(
        Template.ofCommand(List.of(), "{}", false),
        false,
        jobs,
        tries,
        Optional.empty(),
        Duration.ZERO,
        HaltRule.parse(halt),
        false,
        "sh",
        TransferSettings.NONE);
  }

  static OutputSettings output(Grouping grouping) {
    return new OutputSettings(grouping, false, Optional.empty(), Optional.empty());
  }

  RunContext context(Launcher launcher, InputStream in, Optional<JobLog> log) {
    return new RunContext(in, out, err, launcher, log, listener);
  }

  static InputStream input(String lines) {
    return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
  }

  ParallelRun run(FakeLauncher launcher, int jobs, int tries, String halt, InputStream in)
      throws IOException {
    return new ParallelRun(
        ONE_EACH,
        settings(jobs, tries, halt),
        output(Grouping.NONE),
        context(launcher, in, Optional.empty()));
  }

  ParallelRun run(FakeLauncher launcher, int jobs, int tries, String halt, String lines)
      throws IOException {
    return run(launcher, jobs, tries, halt, input(lines));
  }

  static CompletableFuture<Integer> begin(ParallelRun run) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return run.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  static FakeLauncher exiting() {
    return new FakeLauncher(line -> FakePopen.ended(Integer.parseInt(line)));
  }

  static FakeLauncher hanging() {
    return new FakeLauncher(line -> new FakePopen());
  }
}
