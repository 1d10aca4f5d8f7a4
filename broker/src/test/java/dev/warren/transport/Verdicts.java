package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers every call of every receipt. */
class Verdicts {

  /** What a receipt was told. */
  enum Verdict {
    CONFIRMED,
    UNROUTABLE,
    REFUSED,
    LOST
  }

  private final Map<Object, List<Verdict>> calls = new ConcurrentHashMap<>();

  /** A receipt for a message that the test knows by a key of its own. */
  Receipt receipt(Object key) {
    List<Verdict> mine = Collections.synchronizedList(new ArrayList<>());
    assertThat(calls.put(key, mine)).isNull();
    return new Receipt() {

      private void tell(Verdict verdict) {
        mine.add(verdict);
        told(verdict);
      }

      @Override
      public void confirmed() {
        tell(Verdict.CONFIRMED);
      }

      @Override
      public void unroutable() {
        tell(Verdict.UNROUTABLE);
      }

      @Override
      public void refused() {
        tell(Verdict.REFUSED);
      }

      @Override
      public void lost() {
        tell(Verdict.LOST);
      }
    };
  }

  /** For a test that wants to do something where a receipt is told. */
  void told(Verdict verdict) {}

  List<Verdict> of(Object key) {
    return calls.get(key);
  }

  /** Waits until every receipt has been told something. */
  Verdicts awaitAll() {
    await().atMost(Kit.SOON).until(() -> calls.values().stream().noneMatch(List::isEmpty));
    return this;
  }

  void assertAll(Verdict verdict) {
    awaitAll();
    assertThat(calls.values()).allSatisfy(told -> assertThat(told).containsExactly(verdict));
  }

  void assertEachToldOnce() {
    awaitAll();
    assertThat(calls.values()).allSatisfy(told -> assertThat(told).hasSize(1));
  }

  List<Object> keysOf(Verdict verdict) {
    return calls.entrySet().stream()
        .filter(each -> each.getValue().contains(verdict))
        .map(Map.Entry::getKey)
        .toList();
  }
}
