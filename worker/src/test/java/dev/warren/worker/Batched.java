package dev.warren.worker;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.Signer;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;

/** A delivery of a batch of one call, signed with a key. */
class Batched extends FakeDelivery {

  private final byte[] body;
  private final String key;

  Batched(String replyTo, long batch, String key) {
    super(replyTo);
    CallWriter calls = new CallWriter();
    calls.add(1);
    this.body =
        BatchCodec.encode(
            calls.toBatch(batch, TaskName.parse("a.B::c"), Terms.ofDefaults(), new byte[0]));
    this.key = key;
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public byte[] signature() {
    return Signer.of(key).sign(replyTo(), body);
  }
}
