package dev.warren.process;

import dev.warren.os.StandardInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;

/**
 * The main class of a child process. Its standard input is the parent's hand on it: first what to
 * do, then a byte for each interrupt, and at the end of the parent the end of the file.
 */
final class ProcessMain {

  static final int INTERRUPT = 'i';

  /** As a process that SIGTERM has ended. */
  private static final int TERMINATED = 128 + 15;

  private static final int FAILED = 1;
  private static final int OWN_ARGUMENTS = 3;

  private ProcessMain() {}

  /** The arguments that {@link #main} takes. */
  static List<String> arguments(CurrentProcess child, Target target) {
    List<String> all = new java.util.ArrayList<>();
    all.add(child.name());
    all.add(Boolean.toString(child.daemon()));
    all.add(Long.toString(child.parentPid().orElseThrow()));
    all.addAll(target.arguments());
    return all;
  }

  /**
   * Runs the target. Ends with exit code 1 and a stack trace if it throws.
   *
   * @param args what {@link #arguments} has made
   */
  public static void main(String[] args) {
    boolean daemon = Boolean.parseBoolean(args[1]);
    long pid = ProcessHandle.current().pid();
    OptionalLong parent = OptionalLong.of(Long.parseLong(args[2]));
    Itself.become(new CurrentProcess(args[0], pid, daemon, parent));
    DataInputStream hand = new DataInputStream(StandardInput.take());
    try {
      byte[] data = hand.readNBytes(hand.readInt());
      watch(hand, Thread.currentThread(), daemon);
      Target.of(List.of(args).subList(OWN_ARGUMENTS, args.length), data).run();
    } catch (Throwable e) {
      System.err.print(args[0] + ": ");
      e.printStackTrace();
      System.exit(FAILED);
    }
  }

  private static void watch(InputStream hand, Thread main, boolean daemon) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                while (hand.read() == INTERRUPT) {
                  main.interrupt();
                }
              } catch (IOException e) {
                // The same as its end.
              }
              if (daemon) {
                Runtime.getRuntime().halt(TERMINATED);
              }
            },
            "warren-parent");
    watcher.setDaemon(true);
    watcher.start();
  }
}
