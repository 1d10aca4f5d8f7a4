package dev.warren.pool;

import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.Signer;
import dev.warren.codec.UnencodableException;
import dev.warren.task.Outcome;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerException;
import dev.warren.transport.LinkSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of a pool but its life: turns submissions into lanes for the dispatcher, and outcomes
 * into conclusions. Thread-safe.
 */
final class Engine {

  private static final Logger log = LoggerFactory.getLogger(Engine.class);
  private static final long BUFFER_SHARE_OF_HEAP = 4;

  /** An imap pulls so many batches ahead for each slot. */
  private static final int WINDOW_BATCHES = 8;

  private static final int LARGEST_WINDOW = 100_000;

  /** The results of an imap that nobody has taken yet; as objects they take several times that. */
  private static final long RESULTS_SHARE_OF_HEAP = 32;

  private final TaskRefs refs;
  private final BatchSizer sizer;
  private final Slots slots;
  private final Callbacks callbacks = new Callbacks();
  private final Dispatcher dispatcher;
  private final Wire wire;

  /** {@code failed} hears once if the broker is gone for good. */
  Engine(
      PoolBuilder settings,
      LinkSettings link,
      QueueSpec tasks,
      String signingKey,
      Consumer<BrokerException> failed) {
    boolean local = settings.queue().isEmpty();
    refs = new TaskRefs(!local);
    sizer = new BatchSizer(settings.maxTasksPerChild());
    slots = new Slots(local ? settings.processes() : 0);
    SendBuffer buffer = new SendBuffer(Runtime.getRuntime().maxMemory() / BUFFER_SHARE_OF_HEAP);
    dispatcher = new Dispatcher(this::send, sizer, settings.retry(), buffer, slots);
    wire =
        new Wire(
            link,
            UUID.randomUUID().toString(),
            tasks,
            Signer.of(signingKey),
            this::land,
            dispatcher::flights,
            failed);
  }

  /** Begins to work and to connect. */
  void start() {
    dispatcher.start();
    wire.open();
  }

  /** Waits for the broker. */
  void awaitUp() throws InterruptedException {
    wire.awaitUp();
  }

  <R> Handle<R> apply(Serializable task, Object... arguments) {
    TaskRef ref = refs.of(task);
    Handle<R> handle = new Handle<>(callbacks);
    try {
      dispatcher.apply(ref, handle, ref.encode(arguments));
    } catch (UnencodableException e) {
      handle.complete(Conclusion.failed(e));
    }
    return handle;
  }

  /** {@code chunkSize}: 0 for as many as the measurements say. */
  <I, R> Handle<List<R>> map(
      Serializable task,
      Iterable<? extends I> inputs,
      int chunkSize,
      Function<? super I, Object[]> arguments) {
    TaskRef ref = refs.of(task);
    Handle<List<R>> handle = new Handle<>(callbacks);
    List<I> copy = new ArrayList<>();
    inputs.forEach(copy::add);
    if (copy.isEmpty()) {
      handle.complete(Conclusion.succeeded(List.of()));
    } else {
      dispatcher.add(new MapLane<>(ref, chunkSize, copy, arguments, handle));
    }
    return handle;
  }

  /** {@code chunkSize}: 0 for as many as the measurements say. */
  <R> ImapFeed<R> imap(Serializable task, Iterator<?> inputs, int chunkSize, boolean ordered) {
    TaskRef ref = refs.of(task);
    ApplyLane lane = dispatcher.openLane(ref, chunkSize);
    ImapFeed<R> feed =
        new ImapFeed<>(inputs, lane, dispatcher, () -> window(ref, chunkSize), ordered);
    Thread thread = new Thread(feed, "warren-imap");
    thread.setDaemon(true);
    thread.start();
    return feed;
  }

  private int window(TaskRef task, int chunkSize) {
    int calls = window(chunkSize > 0 ? chunkSize : sizer.size(task.name()), slots.count());
    long room = Runtime.getRuntime().maxMemory() / RESULTS_SHARE_OF_HEAP;
    return (int) Math.max(1, Math.min(calls, room / sizer.outcomeBytes(task.name())));
  }

  /** How far an imap pulls ahead: at least two batches, so that one is filled while one is out. */
  static int window(int batch, int slots) {
    long calls = Math.min((long) batch * WINDOW_BATCHES * slots, LARGEST_WINDOW);
    return (int) Math.min(Math.max(2L * batch, calls), Integer.MAX_VALUE);
  }

  /** Nothing more will be submitted. */
  void close() {
    dispatcher.close();
  }

  /** Waits until nothing is on its way; tells whether everything has an outcome. */
  boolean awaitQuiet() throws InterruptedException {
    dispatcher.awaitQuiet();
    return dispatcher.isDone();
  }

  /** Waits until everything has an outcome and every callback has run. */
  void awaitDone() throws InterruptedException {
    dispatcher.awaitDone();
    callbacks.finish();
  }

  /** Ends everything that has no outcome. */
  void fail(RuntimeException reason) {
    dispatcher.fail(reason);
  }

  void disconnect() {
    wire.close();
  }

  boolean isCallbackThread() {
    return callbacks.isCurrentThread();
  }

  private void send(Flight flight) {
    wire.send(flight);
  }

  /** One call that cannot be completed must not keep its neighbours from their outcomes. */
  private static void complete(Pending call, Conclusion conclusion) {
    try {
      call.complete(conclusion);
    } catch (RuntimeException e) {
      log.error("an outcome could not be delivered", e);
    }
  }

  private void land(OutcomeGroup group) {
    slots.saw(group.host(), group.pid());
    Flight flight = dispatcher.flight(group.batch());
    if (flight == null) {
      return; // All of its calls have their outcomes: these are second ones.
    }
    String where = "on " + group.host() + " (pid " + group.pid() + ")";
    TaskRef task = flight.task();
    for (Outcome each : group.outcomes()) {
      Pending call = flight.take(each.id());
      if (call != null) {
        complete(call, Conclusion.of(each, task.name(), where, task.result()));
      }
    }
    if (group.nanos() > 0 && !group.outcomes().isEmpty()) {
      sizer.measured(task.name(), group.outcomes().size(), group.nanos(), group.bytes());
    }
    dispatcher.landed(flight);
  }
}
