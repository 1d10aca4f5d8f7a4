package dev.warren.pool;

import dev.warren.codec.LiveGroup;
import dev.warren.codec.OtherVersionException;
import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.Signer;
import dev.warren.codec.UnencodableException;
import dev.warren.lambda.TaskRef;
import dev.warren.lambda.TaskRefs;
import dev.warren.spi.OutputLine;
import dev.warren.spi.ProgressReport;
import dev.warren.task.TaskEvent;
import dev.warren.task.Terms;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerEvent;
import dev.warren.transport.BrokerException;
import dev.warren.transport.LinkSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Everything of a pool but its life: turns submissions into lanes for the dispatcher, and outcomes
 * into conclusions. Thread-safe.
 */
final class Engine implements Submitter, Wire.Ear {

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
  private final Arrivals arrivals;
  private final HostOrders orders;
  private final Listeners listeners;
  private final LiveFeed feed;
  private final Wire wire;
  private final Consumer<BrokerException> failed;
  private final Optional<Consumer<BrokerEvent>> onBroker;
  private final LongAdder sentAgain = new LongAdder();

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
    this.failed = failed;
    onBroker = settings.onBroker();
    listeners = new Listeners(settings.output(), settings.progress());
    SendBuffer buffer = new SendBuffer(Runtime.getRuntime().maxMemory() / BUFFER_SHARE_OF_HEAP);
    // Local workers tell their host, which is in this JVM: no need to send it over the broker.
    boolean live = !local && listeners.any();
    dispatcher = new Dispatcher(this::send, sizer, buffer, slots, live);
    arrivals = new Arrivals(dispatcher, sizer, slots);
    wire =
        new Wire(
            link,
            UUID.randomUUID().toString(),
            tasks,
            settings.shards(),
            Signer.of(signingKey),
            this);
    orders = new HostOrders(dispatcher, wire::tell);
    feed = new LiveFeed(listeners, wire::tell);
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

  @Override
  public <R> Handle<R> apply(Terms terms, Serializable task, Object... arguments) {
    TaskRef ref = ref(task);
    Handle<R> handle = new Handle<>(callbacks);
    handle.onCancel(
        kill ->
            handle.flight().ifPresent(it -> orders.cancel(it, handle.taskId().getAsLong(), kill)));
    try {
      dispatcher.apply(ref, terms, handle, ref.encode(arguments));
    } catch (UnencodableException e) {
      handle.complete(Conclusion.failed(e));
    }
    return handle;
  }

  @Override
  public <I, R> Handle<List<R>> map(
      Terms terms,
      Serializable task,
      Iterable<? extends I> inputs,
      int chunkSize,
      Function<? super I, Object[]> arguments) {
    TaskRef ref = ref(task);
    Handle<List<R>> handle = new Handle<>(callbacks);
    List<I> copy = new ArrayList<>();
    inputs.forEach(copy::add);
    if (copy.isEmpty()) {
      handle.complete(Conclusion.succeeded(List.of()));
    } else {
      MapLane<I> lane = new MapLane<>(ref, terms, chunkSize, copy, arguments, handle);
      handle.onCancel(kill -> orders.cancel(lane, kill));
      dispatcher.add(lane);
    }
    return handle;
  }

  /** {@code chunkSize}: 0 for as many as the measurements say. */
  @Override
  public <R> ImapFeed<R> imap(
      Terms terms, Serializable task, Iterator<?> inputs, int chunkSize, boolean ordered) {
    TaskRef ref = ref(task);
    ApplyLane lane = dispatcher.openLane(ref, terms, chunkSize);
    ImapFeed<R> feed =
        new ImapFeed<>(inputs, lane, dispatcher, () -> window(ref, chunkSize), ordered);
    Thread thread = new Thread(feed, "warren-imap");
    thread.setDaemon(true);
    thread.start();
    return feed;
  }

  /** Throws {@link IllegalArgumentException} if a task cannot travel. */
  void check(Serializable task) {
    ref(task);
  }

  private TaskRef ref(Serializable task) {
    return task instanceof NamedTask<?, ?> named ? named.ref() : refs.of(task);
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

  /** Waits until the listeners have heard everything; only when nothing more comes. */
  void finishListeners() throws InterruptedException {
    listeners.finish();
  }

  /** Runs something where callbacks run. */
  void callback(Runnable action) {
    callbacks.run(action);
  }

  /** Ends everything that has no outcome. */
  void fail(RuntimeException reason) {
    dispatcher.fail(reason);
  }

  void disconnect() {
    wire.close();
  }

  /** Whether this thread is one that the end of the pool waits for. */
  boolean isOwnThread() {
    return callbacks.isCurrentThread() || listeners.isCurrentThread();
  }

  /** A local worker has written a line. */
  void printed(OutputLine line) {
    feed.line(line, this::index);
  }

  /** A local task has told how far it has got. */
  void reported(ProgressReport report) {
    feed.report(report, this::index);
  }

  private long index(long taskId) {
    return dispatcher.index(taskId);
  }

  private void send(Flight flight) {
    wire.send(flight);
  }

  PoolStatistics statistics() {
    return new PoolStatistics(dispatcher.batches(), sentAgain.sum(), arrivals.duplicates());
  }

  @Override
  public void live(LiveGroup group, String control) {
    orders.heardOf(control);
    // A host that speaks for itself names no batch.
    boolean ofBatch = group.pid() != 0 || group.asksToBegin();
    Flight flight = ofBatch ? dispatcher.flight(group.batch()) : null;
    if (flight != null) {
      flight.whereabouts().held(System.nanoTime());
    }
    if (group.asksToBegin()) {
      orders.permit(flight, group.batch(), control);
    } else if (flight != null) {
      orders.found(flight, control);
      for (TaskEvent each : group.events()) {
        if (each instanceof TaskEvent.Retrying it) {
          retrying(flight, it);
        }
      }
    }
    for (TaskEvent each : group.events()) {
      if (each instanceof TaskEvent.Holding it) {
        orders.held(it.batches(), control);
      } else if (each instanceof TaskEvent.Passed it) {
        wire.passed(it.marker());
      }
    }
    feed.take(group, control, id -> flight == null ? -1 : flight.index(id));
  }

  /** No host has the call now; if it is cancelled, whichever takes it next must hear. */
  private void retrying(Flight flight, TaskEvent.Retrying event) {
    flight.retrying(event);
    dispatcher.landed(flight);
    orders.scattered(flight);
  }

  @Override
  public void gone(String control) {
    orders.gone(control);
  }

  @Override
  public List<Flight> unfinished() {
    return dispatcher.flights();
  }

  /** What is cancelled may run all the same, for a reply queue that is gone: nobody will answer. */
  @Override
  public void sendingAgain(Flight flight) {
    sentAgain.increment();
    orders.scattered(flight);
  }

  @Override
  public void misunderstood(OtherVersionException answer) {
    Flight flight = dispatcher.flight(answer.batch());
    if (flight != null) {
      flight.failEach(id -> TaskRejectedException.misunderstood(id, answer));
      dispatcher.landed(flight);
    }
  }

  @Override
  public void landed(Flight flight) {
    dispatcher.landed(flight);
  }

  @Override
  public void lost(Flight flight, TaskLostException reason) {
    flight.fail(reason);
    dispatcher.landed(flight);
  }

  @Override
  public void heard(BrokerEvent event) {
    onBroker.ifPresent(it -> listeners.afterwards(() -> it.accept(event)));
  }

  @Override
  public void failed(BrokerException reason) {
    failed.accept(reason);
  }

  @Override
  public void outcomes(OutcomeGroup group, String control) {
    orders.heardOf(control);
    Flight flight = arrivals.take(group);
    if (flight == null) {
      return;
    }
    orders.found(flight, control);
    dispatcher.landed(flight);
  }
}
