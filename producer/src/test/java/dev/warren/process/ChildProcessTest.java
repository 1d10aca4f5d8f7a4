package dev.warren.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.warren.process.ProcessTasks.Hesitating;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Child processes on this machine. */
class ChildProcessTest extends ChildProcessContract {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Override
  protected ChildProcess placed(ChildProcess process) {
    return process;
  }

  /** The common pool may have a single thread, which a start that hesitates would hold. */
  private static void onOwnThread(Runnable action) {
    new Thread(action, "test").start();
  }

  @Test
  void whileItWaitsForItsStartItAnswers() throws Exception {
    Hesitating child = new Hesitating();
    CompletableFuture<ChildProcess> start =
        CompletableFuture.supplyAsync(child::start, ChildProcessTest::onOwnThread);
    try {
      child.awaitHesitation();

      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(child::toString, ChildProcessTest::onOwnThread);
      assertThat(answer).succeedsWithin(SOON).asString().contains("initial");
      assertThat(child.isAlive()).isFalse();
      assertThat(child.pid()).isEmpty();
      assertThatIllegalStateException().isThrownBy(child::start);
      assertThatIllegalStateException().isThrownBy(() -> child.name("late"));
      assertThatIllegalStateException().isThrownBy(child::join).withMessageContaining("start()");
      assertThatIllegalStateException().isThrownBy(child::close).withMessageContaining("start()");
    } finally {
      child.goOn();
    }

    assertThat(start).succeedsWithin(SOON);
    child.join();
    assertThat(child.exitCode()).hasValue(0);
  }

  @Test
  void aStartThatHasFailedMayBeRepeated() throws Exception {
    Hesitating child = new Hesitating();
    child.goOn();
    child.refuse = true;
    assertThatIllegalArgumentException().isThrownBy(child::start).withMessageContaining("numbers");
    child.refuse = false;

    child.start().join();

    assertThat(child.exitCode()).hasValue(0);
  }
}
