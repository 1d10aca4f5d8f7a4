package dev.warren.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.HostEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WhichTest {

  private static final HostEntry FAR = entry("7c0e1f6a-3b52", "far", "images");

  private static HostEntry entry(String id, String name, String queue) {
    return new HostEntry(id, Instant.EPOCH, name, 1, "1.0", queue, "c", false);
  }

  @Test
  void aHostShouldBeCalledByItsNameItsIdOrTheBeginningOfItsId() {
    for (String each : List.of("far", "7c0e1f6a-3b52", "7c0e", "7")) {
      assertThat(Which.one(each).matches(FAR)).as(each).isTrue();
      assertThat(Which.each(each).matches(FAR)).as(each).isTrue();
    }
    for (String each : List.of("fa", "farther", "3b52", "7c0e1f6a-3b52-", "FAR")) {
      assertThat(Which.one(each).matches(FAR)).as(each).isFalse();
    }
    assertThat(Which.all().matches(FAR)).isTrue();
  }

  @Test
  void theQueueShouldHaveToBeRightAsWell() {
    assertThat(Which.all().onQueue("images").matches(FAR)).isTrue();
    assertThat(Which.all().onQueue("image").matches(FAR)).isFalse();
    assertThat(Which.one("far").onQueue("default").matches(FAR)).isFalse();
  }

  @Test
  void nobodyShouldBeCalledNothing() {
    assertThatThrownBy(() -> Which.one(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hostsShouldHaveSomeTimeToAnswer() {
    Cluster cluster = Cluster.connect("amqp://b");

    assertThatThrownBy(() -> cluster.withTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not PT0S");
  }

  @Test
  void anErrorShouldNameThoseThatAreMeantButNotHundreds() {
    List<HostEntry> many =
        IntStream.range(0, 300).mapToObj(it -> entry("id" + it, "far", "images")).toList();

    assertThat(new AmbiguousWorkerException("far", many.subList(0, 2)))
        .hasMessage(
            "2 worker hosts are called far (id0 far on images, id1 far on images): give more of an"
                + " id, or ask for all of them");
    assertThat(new AmbiguousWorkerException("far", many))
        .hasMessageContaining("id9 far on images, ...)")
        .hasMessageNotContaining("id10");
  }
}
