package dev.warren.pool;

import dev.warren.codec.Signer;
import dev.warren.os.MemorySize;
import dev.warren.retry.RetryPolicy;
import dev.warren.spi.OutputLine;
import dev.warren.spi.ProgressReport;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.BrokerEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The settings of a pool. Three kinds: with nothing said, local workers and a broker inside this
 * JVM; with {@link #broker}, local workers on that broker; with {@link #queue} as well, no workers
 * of its own but the worker hosts that serve the queue. Not thread-safe.
 */
public final class PoolBuilder {

  /** How long a broker may stay away, at first and later, unless said otherwise. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);

  private Optional<String> broker = Optional.empty();
  private Optional<QueueSpec> queue = Optional.empty();
  private int shards = 1;
  private int processes;
  private int maxTasksPerChild;
  private TaskOptions options = TaskOptions.none();
  private Initializer initializer;
  private String signingKey = "";
  private Duration patience = DEFAULT_PATIENCE;
  private Optional<Consumer<OutputLine>> output = Optional.empty();
  private Optional<Consumer<ProgressReport>> progress = Optional.empty();
  private long heap;
  private long memory;
  private Optional<Consumer<BrokerEvent>> onBroker = Optional.empty();
  private final List<String> jvmOptions = new ArrayList<>();
  private final List<Path> shipped = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>();

  PoolBuilder() {}

  /**
   * Uses a broker that runs already.
   *
   * @param uri {@code amqp://user:password@host:port/vhost}, {@code amqps://} for TLS; several
   *     nodes of a cluster separated by commas. Default: a broker inside this JVM
   * @return this builder
   * @throws IllegalArgumentException if it is not such an address
   */
  public PoolBuilder broker(String uri) {
    BrokerAddress.parse(uri);
    broker = Optional.of(uri);
    return this;
  }

  /**
   * Sends the tasks to the worker hosts that serve a queue, instead of to local workers. They run
   * only static methods annotated with {@link dev.warren.task.Task}.
   *
   * @param name 1 to 100 letters, digits, dots, dashes and underscores
   * @return this builder
   * @throws IllegalArgumentException if the name has other characters or another length
   */
  public PoolBuilder queue(String name) {
    queue = Optional.of(QueueSpec.sharedTasks(name));
    return this;
  }

  /**
   * Spreads the tasks over several queues of the broker that are used as one, for more than one of
   * them can carry. The worker hosts of the queue learn of it from the queue's journal.
   *
   * @param count 1 to 64; default 1, the queue itself
   * @return this builder
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public PoolBuilder shards(int count) {
    shards = QueueSpec.checkShards(count);
    return this;
  }

  /**
   * Sets the number of local worker processes.
   *
   * @param count at least 1; default {@link Runtime#availableProcessors()}
   * @return this builder
   * @throws IllegalArgumentException if it is less than 1
   */
  public PoolBuilder processes(int count) {
    processes = atLeastOne("processes", count);
    return this;
  }

  /**
   * Has each local worker process replaced after a number of tasks.
   *
   * @param count at least 1; default: never
   * @return this builder
   * @throws IllegalArgumentException if it is less than 1
   */
  public PoolBuilder maxTasksPerChild(int count) {
    maxTasksPerChild = atLeastOne("maxTasksPerChild", count);
    return this;
  }

  private static int atLeastOne(String name, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + count);
    }
    return count;
  }

  /**
   * Sets what each local worker process runs before its first task. If it throws, the pool fails
   * with that.
   *
   * @param prepare a method reference or lambda; default none
   * @return this builder
   */
  public PoolBuilder initializer(Initializer prepare) {
    initializer = Objects.requireNonNull(prepare, "prepare");
    return this;
  }

  /**
   * Sets how calls are run of which {@link Pool#with} says nothing else. What these options do not
   * set stays as it was set before.
   *
   * @param defaults default {@link TaskOptions#none()}
   * @return this builder
   */
  public PoolBuilder options(TaskOptions defaults) {
    options = defaults.over(options);
    return this;
  }

  /**
   * Sets when a task is tried again: short for {@link #options} with that alone.
   *
   * @param policy default {@link RetryPolicy#ofDefaults()}
   * @return this builder
   */
  public PoolBuilder retry(RetryPolicy policy) {
    return options(TaskOptions.builder().retry(policy).build());
  }

  /**
   * Sets the largest heap of each local worker process.
   *
   * @param size as for {@code -Xmx}, {@code 512m} for example; default: half of the memory of the
   *     machine or container, shared out
   * @return this builder
   * @throws IllegalArgumentException if it is no such size, or 0
   */
  public PoolBuilder heap(String size) {
    heap = MemorySize.parse(size);
    return this;
  }

  /**
   * Sets how much each local worker process, with what its tasks start, may keep in the machine's
   * memory. A process that has more is ended with the task that it runs: {@link
   * WorkerDiedException#outOfMemory}. Where the system does not tell how large a process is, as on
   * macOS, there is no such limit.
   *
   * @param size {@code 1g} for example, at least {@code 128m} more than the heap; default: the heap
   *     and half as much again, at least {@code 128m} more
   * @return this builder
   * @throws IllegalArgumentException if it is no such size, or 0; {@link #open} throws it if it
   *     leaves no room beside the heap, or all processes together more than the machine has
   */
  public PoolBuilder memory(String size) {
    memory = MemorySize.parse(size);
    return this;
  }

  /**
   * Adds options for the JVMs of local workers, for example {@code -XX:+UseZGC}.
   *
   * @param options the options; one for the heap goes before {@link #heap}
   * @return this builder
   */
  public PoolBuilder jvmOptions(String... options) {
    jvmOptions.addAll(List.of(options));
    return this;
  }

  /**
   * Adds to the class path of local workers, which begins with this JVM's own.
   *
   * @param entries jars and folders
   * @return this builder
   */
  public PoolBuilder addToClassPath(List<Path> entries) {
    classPath.addAll(entries);
    return this;
  }

  /**
   * Sends code along: jars that the worker hosts of a queue need not have. A jar travels once,
   * however many programs use it; a host keeps it for a while, and runs each set of jars in
   * processes of its own, so that two versions of a program may work side by side. The classes
   * stand before those that the worker host was given for its tasks, and behind Warren's own. Adds
   * to what was given before.
   *
   * <p>A host that takes no code from others does not leave such a task to one that does: it
   * rejects it, and {@link TaskRejectedException} says so. So all hosts of a queue have to take
   * code. For a pool with local workers see {@link #addToClassPath}.
   *
   * @param entries jars, folders with classes, and {@code folder/*} for all jars in a folder, at
   *     most 1,000 jars of a gibibyte each; default: none, the worker hosts have what the tasks
   *     need
   * @return this builder
   */
  public PoolBuilder ship(List<Path> entries) {
    shipped.addAll(entries);
    return this;
  }

  /**
   * Signs what is sent, for worker hosts that ask for it.
   *
   * @param key the shared key, at least 16 characters; default: none on a shared queue, a random
   *     one for local workers
   * @return this builder
   * @throws IllegalArgumentException if it is shorter
   */
  public PoolBuilder signingKey(String key) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a signing key must not be empty: leave it out for none");
    }
    Signer.of(key);
    signingKey = key;
    return this;
  }

  /**
   * Sets how long the broker may stay away, or hold back all messages for lack of memory or disk.
   * Then the pool fails, and every task that has no outcome with it. A broker that answers and
   * refuses the user ends the first attempt at once.
   *
   * @param longest the longest absence, at first and later; default two minutes
   * @return this builder
   * @throws IllegalArgumentException if it is negative
   */
  public PoolBuilder patience(Duration longest) {
    if (longest.isNegative()) {
      throw new IllegalArgumentException("patience cannot be negative, not " + longest);
    }
    patience = longest;
    return this;
  }

  /**
   * Listens to what the tasks print, wherever they run; a logger that writes to the console
   * included. Lines come on one thread of the pool, within a tenth of a second or so. It may be
   * slow: what it cannot take in time is dropped, once some megabytes wait, and a line says how
   * much that was. No task waits for it. {@link Pool#join()} returns after the last line.
   *
   * @param consumer gets each line; default: lines of local workers go to the same stream of this
   *     JVM, lines of worker hosts only to those
   * @return this builder
   */
  public PoolBuilder onOutput(Consumer<OutputLine> consumer) {
    output = Optional.of(consumer);
    return this;
  }

  /**
   * Listens to how far tasks have got, as they tell by {@link
   * dev.warren.task.TaskContext#progress}. Reports come on the thread of {@link #onOutput}; of
   * those in quick succession only the last does, and none while that thread is far behind.
   *
   * @param consumer gets each report; default none
   * @return this builder
   */
  public PoolBuilder onProgress(Consumer<ProgressReport> consumer) {
    progress = Optional.of(consumer);
    return this;
  }

  /**
   * Listens to what happens between the pool and its broker: connections that are lost and made
   * anew, alarms that hold back what is submitted, tasks that were lost and are sent again, and the
   * rest of {@link dev.warren.transport.BrokerState}. Each event is a line in the log as well.
   * Events come in order on the thread of {@link #onOutput}.
   *
   * @param consumer gets each event; default none
   * @return this builder
   */
  public PoolBuilder onBroker(Consumer<BrokerEvent> consumer) {
    onBroker = Optional.of(consumer);
    return this;
  }

  /**
   * Opens the pool and waits until its broker is there.
   *
   * @return the pool
   * @throws IllegalArgumentException if this machine has not the memory that the processes may use,
   *     or more jars are to be sent along than may be
   * @throws IllegalStateException if settings contradict each other
   * @throws dev.warren.code.CodeException if the code that goes along cannot be read
   * @throws dev.warren.task.WarrenException if the broker cannot be used
   */
  public Pool open() {
    if (queue.isPresent() && broker.isEmpty()) {
      throw new IllegalStateException(
          "a pool on a queue needs the queue's broker: add .broker(uri)");
    }
    if (queue.isPresent()
        && (processes > 0
            || maxTasksPerChild > 0
            || initializer != null
            || heap > 0
            || memory > 0
            || !jvmOptions.isEmpty()
            || !classPath.isEmpty())) {
      throw new IllegalStateException(
          "a pool on a queue has no workers of its own: processes, maxTasksPerChild, initializer,"
              + " heap, memory, jvmOptions and class path are set where the worker hosts are started");
    }
    if (queue.isEmpty() && (shards > 1 || !shipped.isEmpty())) {
      throw new IllegalStateException(
          "a pool with local workers has no shards, and sends no code: name a queue, or use"
              + " addToClassPath in the place of ship");
    }
    if (!shipped.isEmpty()) {
      options = options.withCode(Parts.ship(broker.orElseThrow(), signingKey, patience, shipped));
    }
    return BrokerPool.open(this);
  }

  Optional<String> broker() {
    return broker;
  }

  Optional<QueueSpec> queue() {
    return queue;
  }

  int shards() {
    return shards;
  }

  int processes() {
    return processes > 0 ? processes : Runtime.getRuntime().availableProcessors();
  }

  int maxTasksPerChild() {
    return maxTasksPerChild;
  }

  TaskOptions options() {
    return options;
  }

  Optional<Initializer> initializer() {
    return Optional.ofNullable(initializer);
  }

  String signingKey() {
    return signingKey;
  }

  Duration patience() {
    return patience;
  }

  Optional<Consumer<OutputLine>> output() {
    return output;
  }

  Optional<Consumer<ProgressReport>> progress() {
    return progress;
  }

  long heap() {
    return heap;
  }

  long memory() {
    return memory;
  }

  Optional<Consumer<BrokerEvent>> onBroker() {
    return onBroker;
  }

  List<String> jvmOptions() {
    return List.copyOf(jvmOptions);
  }

  List<Path> classPath() {
    return List.copyOf(classPath);
  }
}
