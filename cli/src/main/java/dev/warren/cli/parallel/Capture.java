package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Printer.Printed;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import java.io.Closeable;
import java.io.IOException;

/** What happens to the outputs of one command, from its start to its end. Not thread-safe. */
interface Capture extends Closeable {

  /** Says where the outputs go, before the command is started. */
  void prepare(Command command);

  /** The command runs. */
  void started(Popen popen) throws IOException;

  /**
   * The command has ended: puts the files here that have come with its output.
   *
   * @param all whether all of them should be there
   * @throws dev.warren.task.WarrenException if they should, and are not here now
   */
  default void takeFiles(boolean all) throws IOException, InterruptedException {}

  /**
   * The command has ended, or was ended: what is to be printed now; the outputs are the caller's to
   * close.
   */
  Printed ended() throws IOException, InterruptedException;

  /** How many bytes the standard output had; 0 if nobody has counted. */
  long received();

  /** Gives up what has not been taken. */
  @Override
  void close() throws IOException;
}
