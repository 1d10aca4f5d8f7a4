package dev.warren.cli;

import dev.warren.spi.RunningWorkerHost;
import dev.warren.spi.SlotRange;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.spi.WorkerHostSettings.CodeRules;
import dev.warren.task.TaskName;
import dev.warren.task.WarrenException;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.LinkSettings;
import dev.warren.worker.ObservedHost;
import dev.warren.worker.WorkerHosts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code warren worker}: a worker host that serves a queue until it is told to stop. */
@Command(
    name = "worker",
    description = {
      "Serve a queue with worker processes. Its tasks are static methods annotated with @Task.",
      "Waits for a broker that is not there. TERM or Ctrl-C: takes no more tasks, finishes what"
          + " runs, and leaves; a second one ends it at once, and what was running goes back to the"
          + " queue."
    })
final class WorkerCommand implements Callable<Integer> {

  private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

  private final Surroundings surroundings;

  @Mixin private BrokerOption broker = new BrokerOption();

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "The queue to serve; default: ${DEFAULT-VALUE}.")
  private String queue;

  @Option(
      names = "--shards",
      paramLabel = "K",
      description =
          "How many shards of the queue to serve from the start, 1 to 64; default: as many as the"
              + " queue's journal says.")
  private int shards = 1;

  @Option(
      names = "--processes",
      paramLabel = "N",
      description = "Worker processes; default: one per core.")
  private Integer processes;

  @Option(
      names = "--autoscale",
      paramLabel = "MIN-MAX",
      description = {
        "Change the number of worker processes by what waits on the queue and how long its tasks take:"
            + " more at once, fewer after a minute. Starts with MIN, so not together with"
            + " --processes; the memory is shared among MAX."
      })
  private String autoscale;

  @Option(
      names = "--commands",
      description = {
        "Run commands as well, as many at a time as there are processes at the start, and jobs of"
            + " commands. That lets whoever may send to this queue run any program here, with the"
            + " rights of this worker: set a signing key."
      })
  private boolean commands;

  @Mixin private ClassPathOption classPath = new ClassPathOption();

  @Option(
      names = "--jvm-option",
      paramLabel = "OPT",
      description = "An option for the processes' JVMs, as --jvm-option=-Xmx1g; may be repeated.")
  private List<String> jvmOptions = new ArrayList<>();

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      converter = MemoryConverter.class,
      description =
          "The largest heap of each process, as 512m; default: half the memory shared out.")
  private Long heap;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = MemoryConverter.class,
      description = {
        "What each process, with all that its tasks start, may have in memory; over it, it is ended"
            + " with its task. Default: its heap and half as much again, at least 128m more."
      })
  private Long memory;

  @Option(
      names = "--max-tasks-per-child",
      paramLabel = "N",
      description = "Replace a process after so many tasks; default: never.")
  private Integer maxTasksPerChild;

  @Option(
      names = "--initializer",
      paramLabel = "CLASS::METHOD",
      description = "What each process runs before its first task.")
  private String initializer;

  @Mixin private SigningKeyOption signingKey = new SigningKeyOption();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name of this worker host in errors and logs; default: the machine's.")
  private String name;

  @Option(
      names = "--accept-code",
      negatable = true,
      description = {
        "Run code that comes with the tasks (map and submit with --classpath). That lets whoever may"
            + " send to this queue run anything here, with the rights of this worker. All hosts of a"
            + " queue should do the same: one that takes no code rejects such tasks. Default: taken"
            + " where a signing key is set, refused where none is."
      })
  private Boolean acceptCode;

  @Option(
      names = "--code-limit",
      paramLabel = "SIZE",
      converter = MemoryConverter.class,
      description = {
        "How much code a task may bring; twice as much is kept in the temporary folder, and more only"
            + " while it is used. Default: 256m."
      })
  private long codeLimit = CodeRules.DEFAULT_LIMIT;

  @Option(
      names = "--drain-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "How long running tasks may still take at the end; default: ${DEFAULT-VALUE}.")
  private Duration drainTimeout;

  @Option(
      names = "--status-file",
      paramLabel = "FILE",
      description = {
        "A file for health checks: a line of JSON with the state (idle, busy, connecting, wedged or"
            + " draining), written anew at each change and every five seconds, and removed at the end."
      })
  private Path statusFile;

  WorkerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    WorkerHostSettings settings = settings();
    CompletableFuture<WarrenException> failure = new CompletableFuture<>();
    CompletableFuture<Integer> stop = new CompletableFuture<>();
    ObservedHost host = start(settings, failure);
    AtomicInteger killedBy = new AtomicInteger();
    surroundings
        .signals()
        .on(
            stop::complete,
            number -> {
              killedBy.set(number);
              killNow(host, number);
            });
    surroundings.note(
        "worker host "
            + settings.name()
            + " starts: queue "
            + queue
            + " at "
            + BrokerAddress.parse(settings.broker())
            + ", "
            + settings.autoscale().map(Object::toString).orElse("" + settings.processes())
            + (settings.processes() == 1 && autoscale == null ? " process" : " processes")
            + (commands ? ", and commands" : ""));
    Optional<StatusFile> status =
        Optional.ofNullable(statusFile)
            .map(file -> StatusFile.open(file, host::status, surroundings::note));
    int code;
    try {
      code = serve(host, failure, stop);
    } finally {
      status.ifPresent(StatusFile::close);
    }
    return killedBy.get() == 0 ? code : Exit.signal(killedBy.get());
  }

  /** Returns when the host has ended: by a signal, a failure, or because an operator said so. */
  private int serve(
      ObservedHost host,
      CompletableFuture<WarrenException> failure,
      CompletableFuture<Integer> stop)
      throws InterruptedException {
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Thread watcher =
        new Thread(
            () -> {
              try {
                ended.complete(host.awaitEnd(LinkSettings.FOR_EVER));
              } catch (InterruptedException e) {
                ended.completeExceptionally(e);
              }
            },
            "warren-worker-end");
    watcher.setDaemon(true);
    watcher.start();
    CompletableFuture.anyOf(failure, stop, ended).join();
    if (stop.isDone()) {
      return drain(host);
    }
    if (failure.isDone()) {
      return fail(host, failure.join());
    }
    surroundings.note("worker host has ended, as it was told to");
    return Exit.OK;
  }

  private static ObservedHost start(
      WorkerHostSettings settings, CompletableFuture<WarrenException> failure) {
    try {
      return new WorkerHosts().start(settings, failure::complete);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  private int drain(RunningWorkerHost host) throws InterruptedException {
    surroundings.note(
        "worker host stops: finishing what runs, at most " + Text.duration(drainTimeout));
    host.drain();
    if (host.awaitEnd(drainTimeout)) {
      return Exit.OK;
    }
    surroundings.note(
        "tasks were still running after "
            + Text.duration(drainTimeout)
            + ": killed, they go back to the queue");
    kill(host);
    return Exit.WORK_FAILED;
  }

  private static int fail(RunningWorkerHost host, WarrenException reason)
      throws InterruptedException {
    kill(host);
    throw CommandException.environment(reason.getMessage(), reason);
  }

  private static void kill(RunningWorkerHost host) throws InterruptedException {
    host.kill();
    host.awaitEnd(KILL_LIMIT);
  }

  private static void killNow(RunningWorkerHost host, int number) {
    try {
      kill(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    StopSignals.halt(number);
  }

  private WorkerHostSettings settings() {
    String uri = broker.require(surroundings);
    try {
      String key = signingKey.find(surroundings).orElse("");
      boolean accepted = acceptCode == null ? !key.isEmpty() : acceptCode;
      WorkerHostSettings.Builder builder =
          WorkerHostSettings.builder(uri, QueueSpec.sharedTasks(queue))
              .name(name == null ? machine() : name)
              .shards(shards)
              .processes(processes())
              .addToClassPath(classPath.entries())
              .jvmOptions(jvmOptions)
              .signingKey(key)
              .code(accepted ? new CodeRules(true, codeLimit) : CodeRules.NONE)
              .output(line -> surroundings.err().println(line.text()))
              .patience(LinkSettings.FOR_EVER);
      if (autoscale != null) {
        builder.autoscale(range());
      }
      if (commands) {
        builder.commands(QueueSpec.commands(queue));
      }
      if (heap != null) {
        builder.heap(heap);
      }
      if (memory != null) {
        builder.memory(memory);
      }
      if (maxTasksPerChild != null) {
        builder.maxTasksPerChild(atLeastOne(maxTasksPerChild));
      }
      if (initializer != null) {
        String task = TaskName.parse(initializer).toString();
        builder.initializer(new WorkerHostSettings.Initializer(task, new byte[0]));
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  private int processes() {
    return processes == null ? Runtime.getRuntime().availableProcessors() : processes;
  }

  private SlotRange range() {
    if (processes != null) {
      throw new IllegalArgumentException(
          "--autoscale says how many processes there are: leave out --processes");
    }
    return SlotRange.parse(autoscale);
  }

  private static int atLeastOne(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("--max-tasks-per-child must be at least 1, not " + count);
    }
    return count;
  }

  private String machine() {
    return surroundings
        .variable("HOSTNAME")
        .orElseGet(
            () -> {
              try {
                return InetAddress.getLocalHost().getHostName();
              } catch (UnknownHostException e) {
                return "worker";
              }
            });
  }
}
