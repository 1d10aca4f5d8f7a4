package dev.warren.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dictionaries, lists and values: what their methods do and throw, in one process. */
@Timeout(30)
class ContainerHandlesTest {

  private final Manager manager = Manager.create();

  @AfterEach
  void close() {
    manager.close();
  }

  record Point(int x, long y) {}

  @Test
  void aDictShouldBeUsedLikeOne() {
    SharedDict<String, Long> dict = manager.dict(String.class, Long.class);
    assertThat(dict.put("a", 1L)).isNull();
    assertThat(dict.put("a", 2L)).isEqualTo(1L);
    dict.putAll(Map.of("b", 3L));

    assertThat(dict.get("a")).isEqualTo(2L);
    assertThat(dict.get("none")).isNull();
    assertThat(dict.getOrDefault("none", 7L)).isEqualTo(7L);
    assertThat(dict.containsKey("b")).isTrue();
    assertThat(dict.putIfAbsent("b", 9L)).isFalse();
    assertThat(dict.putIfAbsent("c", 9L)).isTrue();
    assertThat(dict.update("c", old -> old + 1)).isEqualTo(10L);
    assertThat(dict.update("d", old -> old == null ? 1L : -1L)).isEqualTo(1L);
    assertThat(dict.update("d", old -> null)).isNull();
    assertThat(dict.remove("b")).isEqualTo(3L);
    assertThat(dict.toMap()).containsExactly(Map.entry("a", 2L), Map.entry("c", 10L));
    assertThat(dict.keys()).containsExactly("a", "c");
    dict.clear();
    assertThat(dict.size()).isZero();
  }

  @Test
  void aListShouldBeUsedLikeOne() {
    SharedList<Point> list = manager.list(Point.class);
    list.add(new Point(0, 0));
    list.addAll(List.of(new Point(1, 1), new Point(2, 2)));
    list.insert(0, new Point(9, 9));

    assertThat(list.get(0)).isEqualTo(new Point(9, 9));
    assertThat(list.set(0, new Point(8, 8))).isEqualTo(new Point(9, 9));
    assertThat(list.update(0, old -> new Point(old.x() + 1, 0))).isEqualTo(new Point(9, 0));
    assertThat(list.remove(1)).isEqualTo(new Point(0, 0));
    assertThat(list.toList())
        .containsExactly(new Point(9, 0), new Point(1, 1), new Point(2, 2))
        .hasSize(list.size());
    assertThatThrownBy(() -> list.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.remove(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    list.clear();
    assertThat(list.size()).isZero();
  }

  @Test
  void updatesShouldNotGetLost() throws Exception {
    SharedValue<Integer> value = manager.value(Integer.class, 0);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(
          CompletableFuture.runAsync(
              () -> IntStream.range(0, 500).forEach(each -> value.update(old -> old + 1))));
    }
    for (CompletableFuture<Void> each : all) {
      each.get(20, TimeUnit.SECONDS);
    }
    assertThat(value.get()).isEqualTo(2_000);
  }
}
