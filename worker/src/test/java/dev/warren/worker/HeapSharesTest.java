package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.spi.SlotRange;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.child.ChildSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapSharesTest {

  private static final long GIB = 1L << 30;

  private static WorkerHostSettings.Builder two() {
    return WorkerHostSettings.builder("amqp://b", QueueSpec.sharedTasks("q")).processes(2);
  }

  private static HeapShares shares(WorkerHostSettings.Builder host) {
    return new HeapShares(host.build(), () -> 4 * GIB);
  }

  @Test
  void moreChildrenShouldHaveSmallerHeapsAndFewerTheSame() {
    HeapShares shares = shares(two());
    ChildSettings before = shares.children();
    assertThat(before.jvmOptions()).containsExactly("-XX:MaxRAMPercentage=25.0");

    shares.resize(1);
    assertThat(shares.children()).isEqualTo(before);
    shares.resize(4);
    assertThat(shares.children().jvmOptions()).containsExactly("-XX:MaxRAMPercentage=12.5");
    shares.resize(2);
    assertThat(shares.children().jvmOptions()).containsExactly("-XX:MaxRAMPercentage=12.5");
  }

  @Test
  void thereShouldBeNoMoreThanTheMachineHasMemoryFor() {
    HeapShares shares = shares(two());
    shares.resize(16);
    ChildSettings before = shares.children();

    assertThatThrownBy(() -> shares.resize(17))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("17 worker processes with up to ")
        .hasMessageContaining("may need more than the 4 GiB of this machine");
    assertThat(shares.children()).isEqualTo(before);
  }

  @Test
  void limitsThatAreGivenShouldStayAndBeChecked() {
    HeapShares shares = shares(two().heap(GIB / 2).memory(GIB));
    ChildSettings before = shares.children();

    shares.resize(4);
    assertThat(shares.children()).isEqualTo(before);
    assertThatThrownBy(() -> shares.resize(5)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void heapsThatOptionsGiveShouldCountAsTheyAre() {
    HeapShares shares = shares(two().jvmOptions(List.of("-Xmx1g")));
    ChildSettings before = shares.children();
    shares.childReady(GIB);

    assertThatThrownBy(() -> shares.resize(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 worker processes with up to 1.5 GiB each");
    assertThat(shares.children()).isEqualTo(before);
  }

  @Test
  void aHostThatScalesItselfShouldShareAmongTheMostThatItMayHave() {
    assertThat(shares(two().autoscale(new SlotRange(1, 8))).children().jvmOptions())
        .containsExactly("-XX:MaxRAMPercentage=6.25");
    assertThatThrownBy(() -> shares(two().memory(GIB).autoscale(new SlotRange(1, 5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 worker processes");
  }
}
