package dev.warren.cli;

import dev.warren.cli.parallel.CommandWords;
import dev.warren.cli.parallel.HaltRule;
import dev.warren.cli.parallel.HostsGoneException;
import dev.warren.cli.parallel.InputBrokenException;
import dev.warren.cli.parallel.InputSettings;
import dev.warren.cli.parallel.JobCount;
import dev.warren.cli.parallel.JobLog;
import dev.warren.cli.parallel.JobLog.Resume;
import dev.warren.cli.parallel.Octets;
import dev.warren.cli.parallel.OutputSettings;
import dev.warren.cli.parallel.ParallelRun;
import dev.warren.cli.parallel.RunContext;
import dev.warren.cli.parallel.RunSettings;
import dev.warren.cli.parallel.Template;
import dev.warren.cli.parallel.TransferSettings;
import dev.warren.subprocess.Hosts;
import dev.warren.task.WarrenException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code warren parallel}: a command for every argument, many at a time. */
@Command(
    name = "parallel",
    description = {
      "Run a command for every argument, many at a time, as GNU parallel does.",
      "Arguments come from the lines of standard input, or stand behind the command: ::: a b, or"
          + " :::: FILE; every combination of several of these, or with :::+ side by side. In the"
          + " command {} is the argument, {.} without its extension, {/} its base name, {//} its"
          + " folder, {/.} its base name without extension, {1} the first of several, {#} the"
          + " number of the job, {%%} that of its slot; without any, {} is put at the end. Without"
          + " a command each line is one. The shell is /bin/sh, or what PARALLEL_SHELL says.",
      "Ctrl-C kills what runs. TERM starts no more and lets what runs end; a second one kills."
    },
    exitCodeOnInvalidInput = ParallelCommand.OTHER_ERROR,
    exitCodeList = {
      "0:All commands have succeeded.",
      "1-100:So many commands have failed; with --halt now,fail=1 what the failed one ended with.",
      "101:More than 100 commands have failed.",
      "255:The command line is wrong, or the broker, a file or a process cannot be used.",
      "130:Ended by Ctrl-C (143: by TERM)."
    })
final class ParallelCommand implements Callable<Integer> {

  static final int OTHER_ERROR = 255;

  private static final String SHELL_VARIABLE = "PARALLEL_SHELL";
  private static final int INT = 2;

  private final Surroundings surroundings;

  @Option(
      names = {"-j", "--jobs", "-P", "--max-procs"},
      paramLabel = "N",
      description =
          "How many at a time: 8, 50%%, +1, -1, or 0 for as many as possible;"
              + " default: one per core, or with --broker "
              + JobCount.ON_HOSTS
              + " in all, as many of which run as the worker hosts have processes.")
  private String jobs;

  @Mixin private ParallelHosts place = new ParallelHosts();

  @Mixin private ParallelInput input = new ParallelInput();

  @Mixin private ParallelOutput output = new ParallelOutput();

  @Mixin private ParallelFiles files = new ParallelFiles();

  @Option(
      names = "-I",
      paramLabel = "TEXT",
      description = "What stands for the argument; default: {}.")
  private String wholeLine = Template.WHOLE_LINE;

  @Option(
      names = {"-q", "--quote"},
      description = "Let the shell see no special characters in the command.")
  private boolean quote;

  @Option(
      names = {"--jl", "--joblog"},
      paramLabel = "FILE",
      description = "Write a line for each command that has ended.")
  private Path log;

  @Option(names = "--resume", description = "Run only what is not in the job log yet.")
  private boolean resume;

  @Option(
      names = "--resume-failed",
      description = "Run only what has not succeeded according to the job log.")
  private boolean resumeFailed;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "How often a command is tried until it succeeds; 0: for ever; default: 1.")
  private int tries = 1;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = SecondsConverter.class,
      description = "Kill a command that takes longer: 10, 0.5, 2m; default: never.")
  private Duration timeout;

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      converter = SecondsConverter.class,
      description = "Wait so long after each start.")
  private Duration delay = Duration.ZERO;

  @Option(
      names = "--halt",
      paramLabel = "WHEN,WHY",
      description =
          "End early: now or soon, and fail=, success= or done= with a number or N%%;"
              + " as now,fail=1; default: never.")
  private String halt = "never";

  @Option(names = "--bar", description = "Show on standard error how far it is.")
  private boolean bar;

  @Option(names = "--dry-run", description = "Print the commands, and run none.")
  private boolean dryRun;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command and its arguments, up to the first of ::: :::+ :::: ::::+.")
  private List<String> words = new ArrayList<>();

  ParallelCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      return run();
    } catch (IllegalArgumentException
        | InputBrokenException
        | HostsGoneException
        | WarrenException e) {
      throw CommandException.of(OTHER_ERROR, e.getMessage(), e);
    } catch (IOException e) {
      if (IoText.isBrokenPipe(e)) {
        throw CommandException.brokenPipe(e);
      }
      throw CommandException.of(OTHER_ERROR, "cannot read or write " + IoText.of(e), e);
    }
  }

  private int run() throws IOException, InterruptedException {
    CommandWords given = CommandWords.parse(input.argFiles(), Octets.ofArguments(words));
    InputSettings inputs = input.settings(given);
    RunSettings settings = settings(given.command());
    OutputSettings outputs = output.settings(Octets.ofText(wholeLine));
    Optional<Hosts> hosts = dryRun ? Optional.empty() : place.connect(surroundings);
    Optional<JobLog> jobLog = openLog();
    try (ParallelWatch watch = new ParallelWatch(surroundings, bar)) {
      RunContext context =
          new RunContext(
              surroundings.in(),
              surroundings.out(),
              surroundings.err(),
              ParallelHosts.launcher(hosts),
              jobLog,
              watch);
      return watch(new ParallelRun(inputs, settings, outputs, context));
    } finally {
      if (jobLog.isPresent()) {
        jobLog.get().close();
      }
      hosts.ifPresent(Hosts::close);
    }
  }

  private int watch(ParallelRun run) throws IOException, InterruptedException {
    StopSignals signals = surroundings.signals();
    signals.on(
        number -> {
          if (number == INT) {
            run.kill();
          } else {
            run.stop();
            surroundings.note(
                "starts no more commands; waits for " + run.runningCommands() + " that run");
          }
        },
        number -> run.kill());
    int code = run.run();
    if (signals.first() != 0) {
      throw CommandException.stopped(signals.first());
    }
    return code;
  }

  private RunSettings settings(List<String> command) {
    String marker = Octets.ofText(wholeLine);
    return new RunSettings(
        Template.ofCommand(command, marker, quote),
        input.repeatsWords(),
        jobCount(),
        tries,
        Optional.ofNullable(timeout),
        delay,
        HaltRule.parse(halt),
        dryRun,
        surroundings.variable(SHELL_VARIABLE).orElse(RunSettings.SHELL),
        place.areAskedFor() ? files.settings(marker) : TransferSettings.NONE);
  }

  private int jobCount() {
    int cores = Runtime.getRuntime().availableProcessors();
    if (jobs == null) {
      return place.areAskedFor() ? JobCount.ON_HOSTS : cores;
    }
    return JobCount.parse(jobs, cores);
  }

  private Optional<JobLog> openLog() throws IOException {
    if (log == null && (resume || resumeFailed)) {
      throw new IllegalArgumentException("--resume needs the log of the earlier run: add --joblog");
    }
    if (log == null || (dryRun && !resume && !resumeFailed)) {
      return Optional.empty();
    }
    Resume earlier = resumeFailed ? Resume.SUCCEEDED : resume ? Resume.ALL : Resume.NO;
    return Optional.of(JobLog.open(log, earlier));
  }
}
