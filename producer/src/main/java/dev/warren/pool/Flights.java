package dev.warren.pool;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was sent and has calls without an outcome. Flights that wait for their time are counted
 * apart: they take no place of those that can run. Thread-safe.
 */
final class Flights {

  /** What is out is kept to be sent again if need be; it may take this part of the heap. */
  private static final long SHARE_OF_HEAP = 8;

  /** The same for what waits. */
  private static final long WAITING_SHARE_OF_HEAP = 16;

  /** What a flight takes beside its text, here or in an embedded broker. */
  private static final int OVERHEAD_BYTES = 1024;

  private final Map<Long, Flight> all = new ConcurrentHashMap<>();

  /** By the first of their calls, whose ids go up with the flights'. */
  private final ConcurrentNavigableMap<Long, Flight> byCall = new ConcurrentSkipListMap<>();

  private final AtomicInteger ready = new AtomicInteger();

  /** Of the ready ones those that wait for another attempt: no worker is busy with them. */
  private final Set<Long> resting = ConcurrentHashMap.newKeySet();

  private final AtomicLong readyBytes = new AtomicLong();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final long limit = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
  private final long waitingLimit = Runtime.getRuntime().maxMemory() / WAITING_SHARE_OF_HEAP;

  void add(Flight flight) {
    all.put(flight.id(), flight);
    byCall.put(flight.firstTaskId(), flight);
    count(flight, 1);
  }

  /** Whether it was there. */
  boolean remove(Flight flight) {
    boolean was = all.remove(flight.id()) != null;
    byCall.remove(flight.firstTaskId());
    resting.remove(flight.id());
    if (was) {
      count(flight, -1);
    }
    return was;
  }

  private void count(Flight flight, int sign) {
    if (flight.waits()) {
      waitingBytes.addAndGet((long) sign * (flight.bytes() + OVERHEAD_BYTES));
    } else {
      ready.addAndGet(sign);
      readyBytes.addAndGet((long) sign * flight.bytes());
    }
  }

  /** Null if there is none. */
  Flight get(long batchId) {
    return all.get(batchId);
  }

  /** The flight that has a call, or would have it; null if there is none. */
  Flight ofCall(long taskId) {
    Map.Entry<Long, Flight> entry = byCall.floorEntry(taskId);
    return entry == null ? null : entry.getValue();
  }

  List<Flight> oldestFirst() {
    return all.values().stream().sorted(Comparator.comparingLong(Flight::id)).toList();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Takes note that all calls of one wait for another attempt; whether that is news. */
  boolean rests(Flight flight) {
    return !flight.waits() && resting.add(flight.id());
  }

  /** How many workers may be busy with. */
  int busy() {
    return ready.get() - resting.size();
  }

  /** Whether there is room for one more that does not wait, with at most so many of its kind. */
  boolean hasRoom(int window) {
    return ready.get() == 0 || (busy() < window && readyBytes.get() < limit);
  }

  /** Whether there is room for one more that waits. */
  boolean hasRoomToWait() {
    return waitingBytes.get() < waitingLimit;
  }
}
