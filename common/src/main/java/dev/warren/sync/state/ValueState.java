package dev.warren.sync.state;

import java.util.Arrays;

/** A single value. */
final class ValueState extends SharedObject {

  private byte[] value;

  ValueState(byte[] value) {
    this.value = value;
  }

  @Override
  void handle(Call call) {
    switch (call.request().op()) {
      case GET -> call.ok(value);
      case PUT -> {
        value = call.value(0);
        call.ok();
      }
      case SWAP -> swap(call);
      default -> refuse(call);
    }
  }

  private void swap(Call call) {
    boolean same = Arrays.equals(value, call.value(0));
    if (same) {
      value = call.value(1);
    }
    call.okIf(same);
  }
}
