package dev.warren.topology;

import dev.warren.task.JobEntry;
import dev.warren.task.JobId;
import dev.warren.task.QueueLimit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A queue by name and purpose. What that means in flags and arguments differs from broker to broker
 * and is decided where the broker is known.
 *
 * @param name the queue's name on the broker
 * @param kind what it is for
 */
public record QueueSpec(String name, Kind kind) {

  /** What a user may call a queue. */
  private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  /** Into how many shards a queue may be split: 64. */
  public static final int MOST_SHARDS = JobEntry.Sharded.MOST;

  private static final String TASKS_PREFIX = "warren.tasks.";
  private static final String SHARD_PREFIX = "warren.shard.";
  private static final String RESULTS_PREFIX = "warren.results.";
  private static final String OPERATOR_PREFIX = "warren.operator.";

  /** What a queue is for. */
  public enum Kind {
    /** Tasks for whoever serves the queue; survives a restart of a broker that can. */
    SHARED_TASKS,
    /** The tasks of one pool with workers of its own; goes away with the pool. */
    PRIVATE_TASKS,
    /** Tasks of a shared queue that have come to a bad end, for people to look at; bounded. */
    DEAD_TASKS,
    /** What is for one connection only, outcomes for a producer first of all; goes with it. */
    REPLIES,
    /** The tasks of one job, in the order in which they are to be begun; taken one by one. */
    JOB_TASKS,
    /** What hosts need to run or to start calls of a queue, as many as its limits allow. */
    PERMITS,
    /** A log that is kept as a whole until somebody deletes it; each reader sees all of it. */
    LOG,
    /** A log without an end, of which the oldest part goes in time; each reader sees the rest. */
    JOURNAL,
    /** The same, but small: only the last that each of its writers has to say counts. */
    REGISTER;

    /**
     * Whether its messages stay when they are read, so that anybody can read them from the first.
     *
     * @return false for a queue, of which each message goes to one consumer
     */
    public boolean isLog() {
      return this == LOG || this == JOURNAL || this == REGISTER;
    }

    /**
     * Whether messages may wait on the broker for their time to go there.
     *
     * @return true for queues of tasks that hosts consume, and of permits
     */
    public boolean isDelayed() {
      return this == SHARED_TASKS || this == PRIVATE_TASKS || this == PERMITS;
    }
  }

  /** Checks that both are given. */
  public QueueSpec {
    Objects.requireNonNull(kind, "kind");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a queue needs a name");
    }
  }

  /**
   * The queue that worker hosts share under a name that users choose.
   *
   * @param name 1 to 100 letters, digits, dots, dashes and underscores
   * @return its queue
   * @throws IllegalArgumentException if the name has other characters or another length
   */
  public static QueueSpec sharedTasks(String name) {
    return new QueueSpec(TASKS_PREFIX + checked(name), Kind.SHARED_TASKS);
  }

  /**
   * The dead tasks of the queue that worker hosts share under a name.
   *
   * @param name what users call the queue, as in {@link #sharedTasks}
   * @return its dead queue
   * @throws IllegalArgumentException if the name has other characters or another length
   */
  public static QueueSpec dead(String name) {
    return new QueueSpec("warren.dead." + checked(name), Kind.DEAD_TASKS);
  }

  /**
   * What belongs to whoever reads the dead tasks of a queue. While it is there nobody else reads
   * them, since two readers would each see a part.
   *
   * @param name what users call the queue, as in {@link #sharedTasks}
   * @return a queue that nothing is sent to
   * @throws IllegalArgumentException if the name has other characters or another length
   */
  public static QueueSpec deadReader(String name) {
    return new QueueSpec("warren.dead-reader." + checked(name), Kind.REPLIES);
  }

  /**
   * Where tasks of this queue go that have come to a bad end.
   *
   * @return the dead queue; empty unless this is one of {@link #sharedTasks} or a shard of one
   */
  public Optional<QueueSpec> dead() {
    return userName().map(QueueSpec::dead);
  }

  /**
   * One of the queues that producers and hosts use as one. The first is the queue itself.
   *
   * @param index which, from 0 to {@link #MOST_SHARDS} - 1
   * @return the shard
   * @throws IllegalArgumentException if there is no such shard, or this is not one of {@link
   *     #sharedTasks} and the index is not 0
   */
  public QueueSpec shard(int index) {
    if (index < 0 || index >= MOST_SHARDS || (index > 0 && !name.startsWith(TASKS_PREFIX))) {
      throw new IllegalArgumentException(name + " has no shard " + index);
    }
    return index == 0
        ? this
        : new QueueSpec(
            SHARD_PREFIX + index + "." + name.substring(TASKS_PREFIX.length()), Kind.SHARED_TASKS);
  }

  /**
   * The first shards of this queue.
   *
   * @param count how many, from 1 to {@link #MOST_SHARDS}
   * @return the shards, this queue first
   * @throws IllegalArgumentException if the count is out of these bounds, or this is not one of
   *     {@link #sharedTasks} and the count is not 1
   */
  public List<QueueSpec> shards(int count) {
    checkShards(count);
    return IntStream.range(0, count).mapToObj(this::shard).toList();
  }

  /**
   * Refuses what is no number of shards.
   *
   * @param count from 1 to {@link #MOST_SHARDS}
   * @return the same
   * @throws IllegalArgumentException if the count is out of these bounds
   */
  public static int checkShards(int count) {
    if (count < 1 || count > MOST_SHARDS) {
      throw new IllegalArgumentException("shards must be 1 to " + MOST_SHARDS + ", not " + count);
    }
    return count;
  }

  /**
   * Whether this is a shard that was added to a queue.
   *
   * @return false for the queue itself and all others
   */
  public boolean isAddedShard() {
    return name.startsWith(SHARD_PREFIX);
  }

  /**
   * What users call this queue, or the one of which it is a shard.
   *
   * @return the name; empty unless this is one of {@link #sharedTasks} or a shard of one
   */
  public Optional<String> userName() {
    if (isAddedShard()) {
      return Optional.of(name.substring(name.indexOf('.', SHARD_PREFIX.length()) + 1));
    }
    return name.startsWith(TASKS_PREFIX)
        ? Optional.of(name.substring(TASKS_PREFIX.length()))
        : Optional.empty();
  }

  /**
   * The queue of commands for the worker hosts that serve a queue.
   *
   * @param name what users call the queue, as in {@link #sharedTasks}
   * @return its queue
   * @throws IllegalArgumentException if the name has other characters or another length
   */
  public static QueueSpec commands(String name) {
    return new QueueSpec("warren.commands." + checked(name), Kind.SHARED_TASKS);
  }

  /**
   * Where the calls of a job wait for their turn.
   *
   * @param job the job
   * @return its queue
   */
  public static QueueSpec jobTasks(JobId job) {
    return new QueueSpec("warren.job." + job.queue() + "." + job.name(), Kind.JOB_TASKS);
  }

  /**
   * The outcomes of a job.
   *
   * @param job the job
   * @return its log
   */
  public static QueueSpec results(JobId job) {
    return new QueueSpec(RESULTS_PREFIX + job.queue() + "." + job.name(), Kind.LOG);
  }

  /**
   * Whether a queue is one of {@link #results}, which keep what they get: only outcomes belong
   * there.
   *
   * @param queue its name
   * @return false for the others
   */
  public static boolean isResults(String queue) {
    return queue.startsWith(RESULTS_PREFIX);
  }

  /**
   * Where a jar is that tasks need.
   *
   * @param sha256 its name by its content
   * @return its log
   */
  public static QueueSpec code(String sha256) {
    return new QueueSpec("warren.code." + sha256, Kind.LOG);
  }

  /**
   * What belongs to whoever submits a job, so that nobody else does so at the same time.
   *
   * @param job the job
   * @return a queue that nothing is sent to
   */
  public static QueueSpec submitter(JobId job) {
    return new QueueSpec("warren.submitter." + job.queue() + "." + job.name(), Kind.REPLIES);
  }

  /**
   * The permits to run calls of a queue, or of its jobs with one key.
   *
   * @param name what users call the queue, as in {@link #sharedTasks}
   * @param key whose calls; empty for all of the queue
   * @return the queue of the permits
   * @throws IllegalArgumentException if the name or the key has other characters or another length
   */
  public static QueueSpec permits(String name, String key) {
    String behind = key.isEmpty() ? "" : ":" + QueueLimit.checkKey(key);
    return new QueueSpec("warren.permits." + checked(name) + behind, Kind.PERMITS);
  }

  /**
   * The permits to start calls of a queue.
   *
   * @param name what users call the queue, as in {@link #sharedTasks}
   * @return the queue of the permits
   * @throws IllegalArgumentException if the name has other characters or another length
   */
  public static QueueSpec starts(String name) {
    return new QueueSpec("warren.starts." + checked(name), Kind.PERMITS);
  }

  /**
   * What is known of the jobs of a queue, and whether it is paused.
   *
   * @param name what users call the queue, as in {@link #sharedTasks}
   * @return its journal
   * @throws IllegalArgumentException if the name has other characters or another length
   */
  public static QueueSpec journal(String name) {
    return new QueueSpec("warren.jobs." + checked(name), Kind.JOURNAL);
  }

  /**
   * The journal of this queue.
   *
   * @return the journal; empty unless this is one of {@link #sharedTasks} or a shard of one
   */
  public Optional<QueueSpec> journal() {
    return userName().map(QueueSpec::journal);
  }

  /**
   * The register of the worker hosts of a broker, whatever queues they serve.
   *
   * @return its log
   */
  public static QueueSpec hosts() {
    return new QueueSpec("warren.hosts", Kind.REGISTER);
  }

  private static String checked(String name) {
    if (!USER_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a queue's name has 1 to 100 letters, digits, '.', '-' and '_', not \"" + name + "\"");
    }
    return name;
  }

  /**
   * The task queue of one pool with local workers.
   *
   * @param poolId the pool
   * @return its queue
   */
  public static QueueSpec privateTasks(String poolId) {
    return new QueueSpec("warren.pool." + poolId, Kind.PRIVATE_TASKS);
  }

  /**
   * Where a worker host listens for what callers say about their running commands, on one
   * connection.
   *
   * @param hostId the host, by an id that nobody can guess
   * @param epoch counts the host's connections
   * @return its queue
   */
  public static QueueSpec commandHost(String hostId, int epoch) {
    return new QueueSpec("warren.host." + hostId + "." + epoch, Kind.REPLIES);
  }

  /**
   * The queue where a manager of shared objects takes requests.
   *
   * @param managerId the manager
   * @return its queue
   */
  public static QueueSpec manager(String managerId) {
    return new QueueSpec("warren.sync." + managerId, Kind.REPLIES);
  }

  /**
   * The queue where a relay takes the answers of managers on one connection.
   *
   * @param relayId the relay
   * @param epoch counts the relay's connections
   * @return its queue
   */
  public static QueueSpec relay(String relayId, int epoch) {
    return new QueueSpec("warren.sync.replies." + relayId + "." + epoch, Kind.REPLIES);
  }

  /**
   * The queue on which one connection of a worker host hears from the producers whose tasks it
   * runs.
   *
   * @param hostId the worker host
   * @param epoch counts the host's connections
   * @return its queue
   */
  public static QueueSpec control(String hostId, int epoch) {
    return new QueueSpec("warren.control." + hostId + "." + epoch, Kind.REPLIES);
  }

  /**
   * Where an operator hears the answers of worker hosts, on one connection.
   *
   * @param operatorId the operator, by an id that nobody can guess
   * @return its queue
   */
  public static QueueSpec operator(String operatorId) {
    return new QueueSpec(OPERATOR_PREFIX + operatorId, Kind.REPLIES);
  }

  /**
   * Whether an operator listens there, and answers to operators may go there.
   *
   * @param queue a queue's name
   * @return true for {@link #operator}
   */
  public static boolean isOperator(String queue) {
    return queue.startsWith(OPERATOR_PREFIX);
  }
}
