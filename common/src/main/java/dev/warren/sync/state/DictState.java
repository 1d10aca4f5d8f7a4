package dev.warren.sync.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dictionary. Keys are equal if their JSON is; they keep the order in which they came. */
final class DictState extends SharedObject {

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  @Override
  void handle(Call call) {
    switch (call.request().op()) {
      case GET -> call.ok(some(entries.get(key(call, 0))));
      case PUT -> call.ok(some(entries.put(key(call, 0), call.value(1))));
      case ADD -> addAll(call);
      case REMOVE -> call.ok(some(entries.remove(key(call, 0))));
      case SWAP -> swap(call);
      case SIZE -> call.ok(entries.size());
      case ALL -> all(call);
      case CLEAR -> {
        entries.clear();
        call.ok();
      }
      default -> refuse(call);
    }
  }

  private static String key(Call call, int index) {
    return new String(call.value(index), StandardCharsets.UTF_8);
  }

  /** A value, or none. */
  private static List<byte[]> some(byte[] value) {
    return value == null ? List.of() : List.of(value);
  }

  private void addAll(Call call) {
    int size = call.request().values().size();
    for (int i = 0; i + 1 < size; i += 2) {
      entries.put(key(call, i), call.value(i + 1));
    }
    call.ok();
  }

  /** A key; what it should have, as a count of 0 or 1 and the value; what it gets, likewise. */
  private void swap(Call call) {
    String key = key(call, 0);
    int old = (int) call.number(1);
    byte[] expected = old == 0 ? null : call.value(2);
    int next = 2 + old;
    byte[] wanted = call.number(next) == 0 ? null : call.value(next + 1);
    boolean same = Arrays.equals(entries.get(key), expected);
    if (same && wanted == null) {
      entries.remove(key);
    } else if (same) {
      entries.put(key, wanted);
    }
    call.okIf(same);
  }

  private void all(Call call) {
    List<byte[]> all = new ArrayList<>();
    entries.forEach(
        (key, value) -> {
          all.add(key.getBytes(StandardCharsets.UTF_8));
          all.add(value);
        });
    call.ok(all);
  }
}
