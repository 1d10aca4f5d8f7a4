package dev.warren.pool;

import dev.warren.codec.ArgumentCodec;
import dev.warren.codec.BatchCodec;
import dev.warren.codec.ValueCodec;
import dev.warren.lambda.TaskRef;
import dev.warren.task.Batch;
import dev.warren.task.TaskName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Stands for broker and workers: takes flights and answers each call with its only argument. */
final class FakeWorkers implements Consumer<Flight>, AutoCloseable {

  static final TaskRef TASK = task("a.B::echo");

  private static final ArgumentCodec ARGUMENTS = new ArgumentCodec(List.of(Object.class));

  final BlockingQueue<Flight> sent = new LinkedBlockingQueue<>();
  final SendBuffer buffer;
  final BatchSizer sizer = new BatchSizer(0);
  final Dispatcher dispatcher;
  private final List<Thread> threads = new ArrayList<>();

  FakeWorkers(int slots, long bufferBytes) {
    buffer = new SendBuffer(bufferBytes);
    dispatcher = new Dispatcher(this, sizer, buffer, new Slots(slots), false);
  }

  static TaskRef task(String name) {
    return new TaskRef(TaskName.parse(name), ValueCodec.of(Object.class));
  }

  @Override
  public void accept(Flight flight) {
    sent.add(flight);
  }

  /** The next flight that was sent. */
  Flight next() {
    try {
      Flight flight = sent.poll(5, TimeUnit.SECONDS);
      if (flight == null) {
        throw new AssertionError("nothing was sent");
      }
      return flight;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static Batch batch(Flight flight) {
    return BatchCodec.decode(flight.message());
  }

  static Object argument(Batch batch, int call) {
    int from = batch.start(call);
    while (batch.text()[from] != ' ') {
      from++;
    }
    return ARGUMENTS.read(batch.text(), from + 1, batch.end(call))[0];
  }

  static List<Object> arguments(Flight flight) {
    Batch batch = batch(flight);
    List<Object> all = new ArrayList<>();
    for (int call = 0; call < batch.size(); call++) {
      all.add(argument(batch, call));
    }
    return all;
  }

  void answer(Flight flight) {
    byte[] message = flight.message();
    if (message.length > 0) {
      Batch batch = BatchCodec.decode(message);
      for (int call = 0; call < batch.size(); call++) {
        Pending pending = flight.take(batch.taskId(call));
        if (pending != null) {
          pending.complete(Conclusion.succeeded(argument(batch, call)));
        }
      }
    }
    dispatcher.landed(flight);
  }

  /** Starts threads that answer whatever is sent, until {@link #close()}. */
  FakeWorkers answering(int count) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(this::answerAll, "fake-worker-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    return this;
  }

  private void answerAll() {
    try {
      while (true) {
        answer(sent.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    dispatcher.fail(new PoolTerminatedException("the test is over", null));
    threads.forEach(Thread::interrupt);
  }
}
