package dev.warren.worker.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryShareTest {

  private static final long MIB = 1024 * 1024;
  private static final long GIB = 1024 * MIB;

  @Test
  void halfTheMemoryIsSharedOutAsHeap() {
    MemoryShare share = new MemoryShare(0, 0);

    assertThat(share.jvmOptions(4)).containsExactly("-XX:MaxRAMPercentage=12.5");
    assertThat(share.residentLimit(GIB)).isEqualTo(GIB + GIB / 2);
    assertThat(share.residentLimit(64 * MIB)).isEqualTo(192 * MIB);
  }

  @ParameterizedTest
  @CsvSource({
    // heap, memory | the option for the heap, and what may be resident with it
    "1024, 0, 1024, 1536",
    "100, 0, 100, 228",
    "1024, 1200, 1024, 1200",
    "0, 3072, 2048, 3072",
    "0, 192, 64, 192",
  })
  void whatIsSetGoesBeforeTheRule(long heap, long memory, long option, long resident) {
    MemoryShare share = new MemoryShare(heap * MIB, memory * MIB);

    assertThat(share.jvmOptions(4)).containsExactly("-Xmx" + option * MIB);
    assertThat(share.residentLimit(option * MIB)).isEqualTo(resident * MIB);
  }

  @Test
  void aLimitThatLeavesNoRoomBesideTheHeapIsRefused() {
    MemoryShare share = new MemoryShare(GIB, GIB + 127 * MIB);

    assertThatThrownBy(() -> share.checked(1, () -> 16 * GIB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("heap of 1 GiB needs a memory limit of 1.1 GiB or more, not 1.1 GiB");
    assertThatThrownBy(() -> new MemoryShare(0, 143 * MIB).checked(1, () -> 16 * GIB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a memory limit of 144 MiB or more, not 143 MiB");
  }

  @Test
  void moreThanTheMachineHasIsRefused() {
    MemoryShare share = new MemoryShare(0, 2 * GIB);

    assertThatCode(() -> share.checked(8, () -> 16 * GIB)).doesNotThrowAnyException();
    assertThatThrownBy(() -> share.checked(9, () -> 16 * GIB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "9 worker processes with up to 2 GiB each may need more than the 16 GiB of this"
                + " machine: start fewer, or lower their limit");
    assertThatThrownBy(() -> new MemoryShare(2 * GIB, 0).checked(8, () -> 16 * GIB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 worker processes with up to 3 GiB each");
  }

  @Test
  void heapsThatAreKnownAreCheckedAsWell() {
    MemoryShare rule = new MemoryShare(0, 0);

    rule.checkHeaps(8, GIB, () -> 16 * GIB);
    rule.checkHeaps(9, GIB, () -> 0); // Nobody knows.
    assertThatThrownBy(() -> rule.checkHeaps(11, GIB, () -> 16 * GIB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("11 worker processes with up to 1.5 GiB each may need more than");
  }

  @Test
  void theMachineHasMemory() {
    assertThat(MemoryShare.ofMachine()).isGreaterThan(64 * MIB);
  }
}
