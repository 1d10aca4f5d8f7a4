package dev.warren.cli;

import dev.warren.cli.parallel.CommandLines;
import dev.warren.codec.JsonText;
import dev.warren.command.CommandTask;
import dev.warren.pool.NamedTask;
import java.io.InputStream;
import java.util.Iterator;
import java.util.function.LongSupplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a job runs, and on what: a task on lines of JSON, or a command on lines of text. */
final class JobInput {

  @Parameters(
      paramLabel = "TASK",
      arity = "0..1",
      description = "What to run, as package.Class::method; it takes one argument.")
  private String task;

  @Option(
      names = "--cmd",
      paramLabel = "COMMAND",
      description = {
        "Run a command of the shell on each line of text instead, on worker hosts that were started"
            + " with --commands. In it {} is the line, {.} without its extension, {/} its base name,"
            + " {//} its folder, {/.} its base name without extension, {#} its number; without any,"
            + " {} is put at the end."
      })
  private String command;

  @Mixin private InputOption in = new InputOption();

  /** Lines, and how many there were so far. */
  record Lines(Iterator<?> each, LongSupplier count) {

    /** What was submitted, in one line. */
    String summary(long nanos) {
      long all = count.getAsLong();
      return Text.number(all)
          + (all == 1 ? " line" : " lines")
          + " in "
          + Text.seconds(nanos)
          + " s";
    }
  }

  boolean isCommand() {
    return command != null;
  }

  /** What people may call the job: for a task nothing. */
  String name(int longest) {
    return isCommand() ? command.substring(0, Math.min(longest, command.length())) : "";
  }

  NamedTask<Object, JsonText> named() {
    if (isCommand() == (task != null)) {
      throw new IllegalArgumentException(
          "say what is to be run: TASK, or --cmd and a command, and not both");
    }
    return NamedTask.of(isCommand() ? CommandTask.NAME.toString() : task, JsonText.class);
  }

  Lines lines(InputStream input) {
    if (isCommand()) {
      CommandLines lines = new CommandLines(command, in.toString(), input);
      return new Lines(lines, lines::count);
    }
    ValidLines lines = new ValidLines(new JsonLines(input));
    return new Lines(lines, lines::count);
  }

  InputStream open(Surroundings surroundings) {
    return in.open(surroundings);
  }

  CommandException unreadable(InputException e) {
    return in.unreadable(e);
  }
}
