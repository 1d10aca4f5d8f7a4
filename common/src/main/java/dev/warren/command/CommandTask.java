package dev.warren.command;

import dev.warren.os.Family;
import dev.warren.task.Task;
import dev.warren.task.TaskName;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A command as a task. Every worker process knows it; a worker host runs it only if it runs
 * commands at all. Limits, retries and cancelling are those of any task: what ends the task ends
 * the command with all that it has started.
 *
 * <p>Of the standard output the first {@value #MOST_OUTPUT} bytes are kept, of the standard error
 * the last {@value #MOST_ERRORS}. What descendants of the command write after it has ended may be
 * lost. The standard input is empty, the folder is the worker host's. Thread-safe.
 */
public final class CommandTask {

  /** Bytes kept of the standard output, from its beginning. */
  public static final int MOST_OUTPUT = 1024 * 1024;

  /** Bytes kept of the standard error, up to its end. */
  public static final int MOST_ERRORS = 64 * 1024;

  /** The task's name. */
  public static final TaskName NAME = new TaskName(CommandTask.class.getName(), "run", "");

  /** How long what is in the pipes may take when the command has ended: it is there already. */
  private static final long LAST_WORDS_MILLIS = 1_000;

  private static final File NOTHING = new File("/dev/null");

  /** What runs in this process now, each with its family. */
  private static final Map<Family, Process> RUNNING = new ConcurrentHashMap<>();

  private CommandTask() {}

  /**
   * Runs a command and waits for it.
   *
   * @param line a line for {@code /bin/sh}
   * @return what it has written; its exit code is 0
   * @throws CommandFailedException if its exit code is another one
   * @throws IOException if it cannot be started
   * @throws InterruptedException if the calling thread is interrupted; the command is killed then
   */
  @Task
  public static CommandRecord run(String line) throws IOException, InterruptedException {
    Family family = new Family();
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line).redirectInput(NOTHING);
    family.putInto(builder.environment());
    Process process = builder.start();
    RUNNING.put(family, process);
    try {
      KeptOutput output = KeptOutput.first(MOST_OUTPUT, process.getInputStream());
      KeptOutput errors = KeptOutput.last(MOST_ERRORS, process.getErrorStream());
      int exitCode = process.waitFor();
      output.await(LAST_WORDS_MILLIS);
      errors.await(LAST_WORDS_MILLIS);
      if (exitCode != 0) {
        throw CommandFailedException.of(exitCode, output, errors);
      }
      return CommandRecord.of(exitCode, output, errors, MOST_OUTPUT);
    } catch (InterruptedException e) {
      family.kill(process.toHandle());
      throw e;
    } finally {
      RUNNING.remove(family);
    }
  }

  /** Kills what runs in this process, with all that it has started. */
  public static void killAll() {
    RUNNING.forEach((family, process) -> family.kill(process.toHandle()));
  }
}
