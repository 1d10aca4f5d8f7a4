package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalsTest {

  private static final int INT = 2;
  private static final int TERM = 15;

  @Test
  void firstSignalShouldBeToldFromTheOthers() {
    List<String> seen = new ArrayList<>();
    StopSignals signals = new StopSignals();
    signals.on(number -> seen.add("first " + number), number -> seen.add("further " + number));

    assertThat(signals.first()).isZero();
    signals.received(TERM);
    signals.received(INT);
    signals.received(TERM);

    assertThat(seen).containsExactly("first 15", "further 2", "further 15");
    assertThat(signals.first()).isEqualTo(TERM);
  }

  @Test
  void exitCodeOfASignalShouldBeThatOfAShell() {
    assertThat(Exit.signal(INT)).isEqualTo(130);
    assertThat(Exit.signal(TERM)).isEqualTo(143);
  }
}
