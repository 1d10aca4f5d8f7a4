package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LastLinesTest {

  private final List<String> passed = new CopyOnWriteArrayList<>();

  private LastLines lines(String text) {
    InputStream source = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return new LastLines(42, source, passed::add);
  }

  @Test
  void passesOnEachLine() throws Exception {
    List<String> last = lines("one\n\nthree ü\r\nfour\rfive").get();

    assertThat(last).containsExactly("one", "", "three ü", "four", "five");
    assertThat(passed).isEqualTo(last);
  }

  @Test
  void keepsTheLastLinesShortened() throws Exception {
    String text = "first\n".repeat(100) + ("x".repeat(10_000) + "\n").repeat(20);

    assertThat(lines(text).get()).isEqualTo(Collections.nCopies(20, "x".repeat(500)));
    assertThat(passed).hasSize(120);
    assertThat(passed.get(119)).hasSize(10_000);
  }

  @Test
  void cutsALineThatDoesNotEnd() throws Exception {
    lines("x".repeat(200_000)).get();

    assertThat(passed).hasSize(4).allMatch(line -> line.length() <= 64 * 1024);
    assertThat(passed.stream().mapToInt(line -> line.length()).sum()).isEqualTo(200_000);
  }

  @Test
  void doesNotWaitForAPipeThatStaysOpen() throws Exception {
    try (PipedOutputStream pipe = new PipedOutputStream()) {
      LastLines lines = new LastLines(42, new PipedInputStream(pipe), passed::add);
      pipe.write("one\n".getBytes(StandardCharsets.UTF_8));
      pipe.flush();
      org.awaitility.Awaitility.await().until(() -> !passed.isEmpty());

      assertThat(lines.get()).containsExactly("one");
    }
  }
}
