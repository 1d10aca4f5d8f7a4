package dev.warren.spi;

import dev.warren.topology.QueueSpec;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a worker host should do. Immutable; made by {@link #builder}.
 *
 * @param broker where the broker is, as an AMQP URI
 * @param queue the queue to serve
 * @param commands the queue to take orders of commands from; empty for none
 * @param name the host's name, in outcomes and logs
 * @param processes how many worker processes, at least 1
 * @param classPath the processes' class path
 * @param jvmOptions options for their JVMs, after Warren's own
 * @param heap the largest heap of each process, in bytes; 0: its share of half the memory
 * @param memory how much each process, with what its tasks start, may keep resident, in bytes; 0:
 *     its heap and half as much again
 * @param maxTasksPerChild after how many tasks a process is replaced; 0: never
 * @param initializer what each process runs once before its first task
 * @param signingKey batches must be signed with it; empty: no signature is asked for
 * @param trusted whether any method may run, or only those annotated with {@code @Task}
 * @param relays whether its tasks reach managers of shared objects elsewhere, over the broker
 * @param output gets each line that a process writes
 * @param patience how long the broker may stay away, at first and later
 * @param code which code it takes from those who send batches
 * @param autoscale how few and how many processes it has if it scales itself; empty if it does not
 * @param shards how many shards of the queue it serves at least, 1 to 64; 1 unless the queue is one
 *     that hosts share
 */
public record WorkerHostSettings(
    String broker,
    QueueSpec queue,
    Optional<QueueSpec> commands,
    String name,
    int processes,
    String classPath,
    List<String> jvmOptions,
    long heap,
    long memory,
    int maxTasksPerChild,
    Optional<Initializer> initializer,
    String signingKey,
    boolean trusted,
    boolean relays,
    Consumer<OutputLine> output,
    Duration patience,
    CodeRules code,
    Optional<SlotRange> autoscale,
    int shards) {

  /** Checks the bounds. */
  public WorkerHostSettings {
    jvmOptions = List.copyOf(jvmOptions);
    queue.shards(shards); // Refuses what it cannot be split into.
    if (processes < 1) {
      throw new IllegalArgumentException("processes must be at least 1, not " + processes);
    }
    if (heap < 0 || memory < 0) {
      throw new IllegalArgumentException(
          "heap and memory must be more than 0, or 0 for a share, not " + heap + " and " + memory);
    }
    if (maxTasksPerChild < 0) {
      throw new IllegalArgumentException(
          "maxTasksPerChild must be at least 1, or 0 for no limit, not " + maxTasksPerChild);
    }
  }

  /**
   * Which code a host takes from those who send batches.
   *
   * @param accepted whether it takes any
   * @param limit how many bytes the jars of a batch may have together
   */
  public record CodeRules(boolean accepted, long limit) {

    /** How much code a batch may bring unless said otherwise: 256 MiB. */
    public static final long DEFAULT_LIMIT = 256L << 20;

    /** A host that takes none. */
    public static final CodeRules NONE = new CodeRules(false, 0);

    /** Checks the limit. */
    public CodeRules {
      if (accepted && limit < 1) {
        throw new IllegalArgumentException(
            "the limit of code must be at least 1 byte, not " + limit);
      }
    }
  }

  /** Without the broker's address and the key, which are nobody else's business. */
  @Override
  public String toString() {
    return "worker host " + name + " of " + processes + " processes on " + queue.name();
  }

  /**
   * A call that prepares a process.
   *
   * @param task the name of the method, as {@code dev.warren.task.TaskName} writes it
   * @param captured the values it has captured, as a JSON array; empty for none
   */
  public record Initializer(String task, byte[] captured) {}

  /**
   * Starts with a host of one process per core that serves a queue with this JVM's class path.
   *
   * @param broker where the broker is, as an AMQP URI
   * @param queue the queue to serve
   * @return a builder
   */
  public static Builder builder(String broker, QueueSpec queue) {
    return new Builder(broker, queue);
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {

    private final String broker;
    private final QueueSpec queue;
    private Optional<QueueSpec> commands = Optional.empty();
    private String name = "local";
    private int processes = Runtime.getRuntime().availableProcessors();
    private String classPath = System.getProperty("java.class.path");
    private List<String> jvmOptions = List.of();
    private long heap;
    private long memory;
    private int maxTasksPerChild;
    private Optional<Initializer> initializer = Optional.empty();
    private String signingKey = "";
    private boolean trusted;
    private boolean relays = true;
    private Consumer<OutputLine> output = OutputLine::print;
    private Duration patience = Duration.ofMinutes(2);
    private CodeRules code = CodeRules.NONE;
    private Optional<SlotRange> autoscale = Optional.empty();
    private int shards = 1;

    private Builder(String broker, QueueSpec queue) {
      this.broker = broker;
      this.queue = queue;
    }

    /**
     * Has the host run commands as well: any program, for whoever may send to that queue.
     *
     * @param value the queue of the orders; default: the host runs none
     * @return this builder
     */
    public Builder commands(QueueSpec value) {
      commands = Optional.of(value);
      return this;
    }

    /**
     * Sets the host's name.
     *
     * @param value the name; default {@code local}
     * @return this builder
     */
    public Builder name(String value) {
      name = value;
      return this;
    }

    /**
     * Sets the number of worker processes.
     *
     * @param value at least 1; default one per core
     * @return this builder
     */
    public Builder processes(int value) {
      processes = value;
      return this;
    }

    /**
     * Sets the processes' class path.
     *
     * @param value as for {@code java -cp}; default this JVM's own
     * @return this builder
     */
    public Builder classPath(String value) {
      classPath = value;
      return this;
    }

    /**
     * Adds to the processes' class path.
     *
     * @param entries jars and folders, behind what is there
     * @return this builder
     */
    public Builder addToClassPath(List<Path> entries) {
      StringBuilder path = new StringBuilder(classPath);
      entries.forEach(each -> path.append(File.pathSeparatorChar).append(each));
      classPath = path.toString();
      return this;
    }

    /**
     * Sets options for the processes' JVMs.
     *
     * @param value the options; default none
     * @return this builder
     */
    public Builder jvmOptions(List<String> value) {
      jvmOptions = value;
      return this;
    }

    /**
     * Sets the largest heap of each process.
     *
     * @param bytes the limit, or 0, the default: half of the memory of the machine or container
     *     shared out
     * @return this builder
     */
    public Builder heap(long bytes) {
      heap = bytes;
      return this;
    }

    /**
     * Sets how much each process, with what its tasks start, may keep in the machine's memory. A
     * process that has more is ended with the task that it runs.
     *
     * @param bytes the limit, at least 128 MiB more than the heap, or 0, the default: the heap and
     *     half as much again, at least 128 MiB more
     * @return this builder
     */
    public Builder memory(long bytes) {
      memory = bytes;
      return this;
    }

    /**
     * Sets after how many tasks a process is replaced.
     *
     * @param value at least 1, or 0 for never, the default
     * @return this builder
     */
    public Builder maxTasksPerChild(int value) {
      maxTasksPerChild = value;
      return this;
    }

    /**
     * Sets what each process runs before its first task.
     *
     * @param value the call; default none
     * @return this builder
     */
    public Builder initializer(Initializer value) {
      initializer = Optional.of(value);
      return this;
    }

    /**
     * Sets the key that batches must be signed with.
     *
     * @param value the shared key; default empty, which asks for no signature
     * @return this builder
     */
    public Builder signingKey(String value) {
      signingKey = value;
      return this;
    }

    /**
     * Sets whether any method may run.
     *
     * @param value true for a pool's own workers; default false: annotated methods only
     * @return this builder
     */
    public Builder trusted(boolean value) {
      trusted = value;
      return this;
    }

    /**
     * Sets whether the tasks reach managers of shared objects elsewhere, over the broker.
     *
     * @param value false where nobody else is at the broker; default true
     * @return this builder
     */
    public Builder relays(boolean value) {
      relays = value;
      return this;
    }

    /**
     * Sets where the processes' output goes.
     *
     * @param value gets each line; default the same stream of this JVM
     * @return this builder
     */
    public Builder output(Consumer<OutputLine> value) {
      output = value;
      return this;
    }

    /**
     * Sets how long the broker may stay away.
     *
     * @param value the longest absence; default two minutes
     * @return this builder
     */
    public Builder patience(Duration value) {
      patience = value;
      return this;
    }

    /**
     * Sets which code the host takes from those who send batches.
     *
     * @param value the rules; default: none
     * @return this builder
     */
    public Builder code(CodeRules value) {
      code = value;
      return this;
    }

    /**
     * Has the host change its number of worker processes by itself, by what waits on its queue. It
     * starts with the least, whatever {@link #processes} says.
     *
     * @param value how few and how many; default: it does not
     * @return this builder
     */
    public Builder autoscale(SlotRange value) {
      autoscale = Optional.of(value);
      return this;
    }

    /**
     * Sets how many shards of the queue the host serves from its start on. It serves more as soon
     * as a producer has said in the queue's journal that it sends to more.
     *
     * @param value 1 to 64; default 1, the queue itself
     * @return this builder
     */
    public Builder shards(int value) {
      shards = value;
      return this;
    }

    /**
     * Makes the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public WorkerHostSettings build() {
      return new WorkerHostSettings(
          broker,
          queue,
          commands,
          name,
          autoscale.map(SlotRange::least).orElse(processes),
          classPath,
          jvmOptions,
          heap,
          memory,
          maxTasksPerChild,
          initializer,
          signingKey,
          trusted,
          relays,
          output,
          patience,
          code,
          autoscale,
          shards);
    }
  }
}
