package dev.warren.broker.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The operating-system process of a private node.
 *
 * <p>An Erlang process in it reads commands from the standard input and answers with marked lines
 * on the standard output. When the input ends, as it does when this JVM dies, it deletes the node's
 * files and halts the node.
 */
final class NodeProcess {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int LINES_KEPT = 40;

  private static final String MARK = "warren-node: ";
  private static final String ENDED = "ended";
  private static final String CLOSE_CONNECTIONS = "close_connections";
  private static final String STORE = "store";
  private static final String COMMAND_LOOP =
      """
      spawn(fun() ->
        Say = fun(Word) -> io:format("~n%1$s~s~n", [Word]) end,
        Say("ready"),
        Loop = fun(Again) ->
          case io:get_line("") of
            "%2$s\n" ->
              [rabbit_networking:close_connection(C, "closed by a test")
                || C <- rabbit_networking:connections()],
              Say("closed"),
              Again(Again);
            "%4$s\n" ->
              catch mnesia:sync_log(),
              catch mnesia:dump_log(),
              [dets:sync(Table) || Table <- dets:all()],
              Say("stored"),
              Again(Again);
            _ ->
              file:del_dir_r("%3$s"),
              erlang:halt(0)
          end
        end,
        Loop(Loop)
      end).
      """;

  private final Process process;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Deque<String> output = new ArrayDeque<>();

  private NodeProcess(Process process) {
    this.process = process;
  }

  /** Starts the node and returns when it has booted. */
  static NodeProcess start(Path server, NodeFiles files) {
    ProcessBuilder builder =
        new ProcessBuilder(
                server.toString(),
                "-noshell",
                "-eval",
                COMMAND_LOOP.formatted(MARK, CLOSE_CONNECTIONS, files.directory(), STORE))
            .redirectErrorStream(true);
    files.putInto(builder.environment());
    try {
      NodeProcess node = new NodeProcess(builder.start());
      Thread reader = new Thread(node::readOutput, "test-broker-output");
      reader.setDaemon(true);
      reader.start();
      node.expect("ready");
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void closeAllConnections() {
    ask(CLOSE_CONNECTIONS, "closed");
  }

  /** Has the node put on disk which queues there are, which RabbitMQ does only after a while. */
  void store() {
    ask(STORE, "stored");
  }

  private void ask(String command, String answer) {
    try {
      process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    expect(answer);
  }

  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  private void expect(String answer) {
    String got;
    try {
      got = answers.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    if (!answer.equals(got)) {
      kill();
      throw new IllegalStateException("the node did not say " + answer + " but " + lastLines());
    }
  }

  private void readOutput() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(MARK)) {
          answers.add(line.substring(MARK.length()));
        } else {
          keep(line);
        }
      }
    } catch (IOException e) {
      keep(e.toString());
    } finally {
      answers.add(ENDED);
    }
  }

  private void keep(String line) {
    synchronized (output) {
      output.addLast(line);
      if (output.size() > LINES_KEPT) {
        output.removeFirst();
      }
    }
  }

  private String lastLines() {
    synchronized (output) {
      return String.join("\n", output);
    }
  }
}
