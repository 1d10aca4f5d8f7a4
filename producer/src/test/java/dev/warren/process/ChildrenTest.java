package dev.warren.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of children at the end of their parent. */
@Timeout(30)
class ChildrenTest {

  private final Children children = new Children();
  private final List<Popen> started = new ArrayList<>();

  @AfterEach
  void killAll() {
    started.forEach(Popen::kill);
  }

  private Popen start(String... command) {
    Popen popen = Command.of(command).start();
    started.add(popen);
    return popen;
  }

  private static ChildProcess handle(boolean daemon) {
    return ChildProcess.of(ProcessTasks::sleep).daemon(daemon);
  }

  @Test
  void aClosedHandleShouldNotKeepDaemonsFromBeingTerminated() throws Exception {
    ChildProcess closed = handle(true);
    Popen first = start("sleep", "100");
    Popen second = start("sleep", "100");
    children.add(closed, first);
    children.add(handle(true), second);
    closed.close();

    children.atExit();

    assertThat(first.waitFor()).isEqualTo(-15);
    assertThat(second.waitFor()).isEqualTo(-15);
  }

  @Test
  void othersShouldBeWaitedFor() {
    Popen popen = start("sleep", "0.3");
    children.add(handle(false), popen);

    children.atExit();

    assertThat(popen.poll()).hasValue(0);
  }

  @Test
  void oneThatWasSeenToEndShouldNotBeActive() throws Exception {
    ChildProcess running = handle(true);
    children.add(running, start("sleep", "100"));
    for (int i = 0; i < 20; i++) {
      Popen popen = start("true");
      children.add(handle(true), popen);

      popen.waitFor();

      assertThat(children.active()).containsExactly(running);
    }
  }
}
