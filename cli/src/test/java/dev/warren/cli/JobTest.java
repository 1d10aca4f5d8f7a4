package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.JsonText;
import dev.warren.codec.UndecodableException;
import dev.warren.codec.UnencodableException;
import dev.warren.pool.NamedTask;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolTerminatedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jobs of map and demo make of what a pool answers. */
class JobTest {

  private static final Progress SILENT =
      new Progress() {
        @Override
        public void step() {}

        @Override
        public void close() {}
      };

  @TempDir private Path folder;

  private final MapJob map = new MapJob(NamedTask.of("a.B::c", JsonText.class), 0, true);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private void map(String input, Function<Object, Object> answer) throws IOException {
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    map.run(FakePool.answering(answer), in, out);
  }

  private DemoJob demo(Function<Object, Object> answer) throws IOException {
    for (int i = 0; i < 7; i++) {
      Files.writeString(folder.resolve(i + ".txt"), "file");
    }
    DemoJob demo = new DemoJob(folder);
    demo.run(FakePool.answering(answer), SILENT);
    return demo;
  }

  private static FileReport report(Object file) {
    String path = ((URI) file).getPath();
    return new FileReport(path, 4, "00".repeat(32), 0, 1, "txt", "local", 1, 1);
  }

  private static Object malformedIsNotEncoded(Object input) {
    if (input instanceof MalformedLine line) {
      try {
        return line.getValue();
      } catch (MalformedLineException e) {
        throw new UnencodableException("an argument cannot be written", new RuntimeException(e));
      }
    }
    return input;
  }

  @Test
  void linesShouldKeepTheirNumbersWhateverBecomesOfThem() throws IOException {
    map("1\nx\n3\n", JobTest::malformedIsNotEncoded);

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("{\"line\":1,\"ok\":1}"),
            line ->
                assertThat(line)
                    .startsWith(
                        "{\"line\":2,\"error\":{\"type\":\""
                            + MalformedLineException.class.getName())
                    .contains("Unrecognized token 'x'"),
            line -> assertThat(line).isEqualTo("{\"line\":3,\"ok\":3}"));
    assertThat(map.anyFailed()).isTrue();
  }

  @Test
  void summaryShouldSayWhatWasDone() throws IOException {
    map("1\n2\n", input -> input);

    assertThat(map.summary(4_000_000_000L)).isEqualTo("2 lines, 0 failed, 4.00 s, 1 lines/s");
    assertThat(map.anyFailed()).isFalse();
  }

  @Test
  void summaryShouldNameTheFirstFailure() throws IOException {
    map(
        "1\n2\n3\n",
        input -> {
          if (input.toString().equals("1")) {
            return input;
          }
          throw new UndecodableException("no\n" + input, null);
        });

    assertThat(map.summary(1_000_000_000L))
        .isEqualTo(
            "3 lines, 2 failed (line 2: dev.warren.codec.UndecodableException: no 2), 1.00 s,"
                + " 3 lines/s");
  }

  @Test
  void endOfThePoolShouldNotBeTakenForAFailedLine() {
    Pool ended =
        FakePool.answering(
            input -> {
              throw new PoolTerminatedException("gone", null);
            });
    InputStream in = new ByteArrayInputStream(new byte[] {'1'});

    assertThatThrownBy(() -> map.run(ended, in, out)).isInstanceOf(PoolTerminatedException.class);
    assertThat(out.size()).isZero();
  }

  @Test
  void demoShouldAddUpWhatComesBack() throws IOException {
    DemoJob demo = demo(JobTest::report);

    assertThat(demo.anyFailed()).isFalse();
    assertThat(demo.failures()).isEmpty();
    assertThat(demo.totals().files()).isEqualTo(7);
    assertThat(demo.nanos()).isPositive();
  }

  @Test
  void demoShouldNameTheFirstFailuresAndCountAll() throws IOException {
    DemoJob demo =
        demo(
            file -> {
              if (file.toString().endsWith("6.txt")) {
                return report(file);
              }
              throw new UndecodableException("no", null);
            });

    assertThat(demo.anyFailed()).isTrue();
    assertThat(demo.totals().files()).isEqualTo(1);
    assertThat(demo.failures())
        .startsWith("6 failed: 0.txt: dev.warren.codec.UndecodableException: no; 1.txt: ")
        .contains("4.txt")
        .doesNotContain("5.txt")
        .endsWith("; and others");
  }
}
