package dev.warren.cli;

import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;

/** Where the {@code warren} command begins. */
public final class Main {

  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private Main() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // Before the first logger is made; later it would not count.
    if (List.of(args).contains(WarrenCommand.VERBOSE) && System.getProperty(LOG_LEVEL) == null) {
      System.setProperty(LOG_LEVEL, "info");
    }
    ProcessStarts.prepare(); // Whoever looks at the environment does so as well.
    Surroundings surroundings = Surroundings.ofProcess();
    surroundings.signals().install();
    System.exit(commandLine(surroundings).execute(args));
  }

  /** The whole command line, to be executed with arguments. */
  static CommandLine commandLine(Surroundings surroundings) {
    WarrenCommand root = new WarrenCommand();
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new DemoCommand(surroundings))
            .addSubcommand(new MapCommand(surroundings))
            .addSubcommand(parallel(surroundings))
            .addSubcommand(new WorkerCommand(surroundings))
            .addSubcommand(new BrokerCommand(surroundings))
            .addSubcommand(new WorkersCommand(surroundings))
            .addSubcommand(new PingCommand(surroundings))
            .addSubcommand(new ScaleCommand(surroundings))
            .addSubcommand(new DrainCommand(surroundings))
            .addSubcommand(new StopCommand(surroundings))
            .addSubcommand(new SubmitCommand(surroundings))
            .addSubcommand(new GatherCommand(surroundings))
            .addSubcommand(new StatusCommand(surroundings))
            .addSubcommand(new JobsCommand(surroundings))
            .addSubcommand(new CancelCommand(surroundings))
            .addSubcommand(new PauseCommand(surroundings))
            .addSubcommand(new ResumeCommand(surroundings))
            .addSubcommand(new LimitCommand(surroundings))
            .addSubcommand(DeadCommand.line(surroundings))
            .addSubcommand(new VersionCommand(surroundings))
            .addSubcommand(new GenerateCompletion());
    ErrorLine errors = new ErrorLine(surroundings, root::isVerbose);
    return line.setExpandAtFiles(false)
        .setOut(surroundings.outWriter())
        .setErr(surroundings.errWriter())
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /**
   * What follows its own options is somebody else's command, with options that are not ours. The
   * last one of an option counts, so that an alias may have it as well.
   */
  private static CommandLine parallel(Surroundings surroundings) {
    return new CommandLine(new ParallelCommand(surroundings))
        .setStopAtPositional(true)
        .setOverwrittenOptionsAllowed(true);
  }
}
