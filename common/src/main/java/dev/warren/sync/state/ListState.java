package dev.warren.sync.state;

import dev.warren.sync.wire.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A list. */
final class ListState extends SharedObject {

  private final List<byte[]> elements = new ArrayList<>();

  @Override
  void handle(Call call) {
    switch (call.request().op()) {
      case GET -> at(call, 0, index -> call.ok(elements.get(index)));
      case PUT -> at(call, 0, index -> call.ok(elements.set(index, call.value(1))));
      case REMOVE -> at(call, 0, index -> call.ok(elements.remove(index)));
      case SWAP -> at(call, 0, index -> swap(call, index));
      case INSERT -> at(call, 1, index -> insert(call, index));
      case ADD -> {
        elements.addAll(call.request().values());
        call.ok();
      }
      case SIZE -> call.ok(elements.size());
      case ALL -> call.ok(List.copyOf(elements));
      case CLEAR -> {
        elements.clear();
        call.ok();
      }
      default -> refuse(call);
    }
  }

  private interface AtIndex {
    void run(int index);
  }

  /** The first value is an index: one of the list's, or up to so many behind it. */
  private void at(Call call, int behind, AtIndex action) {
    long index = call.number(0);
    if (index < 0 || index >= elements.size() + behind) {
      call.answer(Status.NO_SUCH_INDEX);
    } else {
      action.run((int) index);
    }
  }

  private void insert(Call call, int index) {
    elements.add(index, call.value(1));
    call.ok();
  }

  private void swap(Call call, int index) {
    boolean same = Arrays.equals(elements.get(index), call.value(1));
    if (same) {
      elements.set(index, call.value(2));
    }
    call.okIf(same);
  }
}
