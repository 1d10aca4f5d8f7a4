package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Runs of {@code warren parallel} as a process of its own, and a folder for them. */
abstract class ParallelFixture {

  @TempDir Path folder;

  static String numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  static WarrenProcess parallel(String... args) throws IOException {
    return parallel(Map.of(), args);
  }

  static WarrenProcess parallel(Map<String, String> env, String... args) throws IOException {
    return WarrenProcess.start(
        env, Stream.concat(Stream.of("parallel"), Stream.of(args)).toArray(String[]::new));
  }

  /** Runs it to its end, which must be that exit code, without a word on standard error. */
  static String out(int code, String... args) throws Exception {
    try (WarrenProcess parallel = parallel(args).input("")) {
      assertThat(parallel.exitCode()).describedAs(parallel.errSoFar()).isEqualTo(code);
      assertThat(parallel.err()).isEmpty();
      return parallel.out();
    }
  }
}
