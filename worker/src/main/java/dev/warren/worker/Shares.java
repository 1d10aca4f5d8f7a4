package dev.warren.worker;

import java.util.List;

/**
 * How many deliveries a host asks for from each shard of its queue, so that together they are about
 * as many as from a queue that has one. A shard in which nothing waits is asked for one, and the
 * others for what it leaves.
 */
final class Shares {

  /**
   * How a shard has fared.
   *
   * @param share how many deliveries it may have out
   * @param out how many it has
   * @param wasFull whether these were as many at some time since the last deal
   */
  record Load(int share, int out, boolean wasFull) {

    /** Whether there may be more to be had. */
    boolean isFull() {
      return out >= share;
    }
  }

  private Shares() {}

  /** What each gets as long as nothing is known of them. */
  static int even(int total, int shards) {
    return Math.max(1, (total + shards - 1) / shards);
  }

  /** Whether there are slots without work, and a shard that may have some. */
  static boolean isStarving(List<Load> loads, int slots) {
    return held(loads) < slots && loads.stream().anyMatch(Load::isFull);
  }

  /**
   * Deals anew. As long as slots have no work a full shard may have all; else those are alike that
   * were full, which takes back what one was given while the others were empty.
   */
  static List<Integer> deal(List<Load> loads, int slots, int total) {
    if (held(loads) < slots) {
      return loads.stream().map(it -> it.isFull() ? total : it.share()).toList();
    }
    int full = (int) loads.stream().filter(Load::wasFull).count();
    return loads.stream()
        .map(it -> full == 0 ? it.share() : it.wasFull() ? even(total, full) : 1)
        .toList();
  }

  private static int held(List<Load> loads) {
    return loads.stream().mapToInt(Load::out).sum();
  }
}
