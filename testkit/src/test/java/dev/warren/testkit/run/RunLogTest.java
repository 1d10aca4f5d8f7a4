package dev.warren.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {

  @TempDir private Path folder;

  @Test
  void whatTasksHaveNotedIsCounted() throws Exception {
    for (long id : new long[] {0, 2, 2, ChaosTasks.WARM_UP, 2, 3}) {
      assertThat(ChaosTasks.work(id, 0, folder.toString())).isEqualTo(ChaosTasks.answer(id));
    }

    assertThat(RunLog.read(folder, 5)).isEqualTo(new RunLog(5, 2, 2));
  }

  @Test
  void lengthsAreMixedAndFollowFromTheSeed() {
    long sum = 0;
    long longest = 0;
    for (long id = 0; id < 20_000; id++) {
      long micros = ChaosTasks.micros(5, id);
      assertThat(micros).isEqualTo(ChaosTasks.micros(5, id)).isNotNegative();
      sum += micros;
      longest = Math.max(longest, micros);
    }

    assertThat(sum / 20_000).isBetween(7_000L, 13_000L);
    assertThat(longest).isGreaterThan(1_000_000L);
  }
}
