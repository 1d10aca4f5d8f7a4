package dev.warren.worker.child;

import dev.warren.spi.OutputLine;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the lines of one child go: to its host, and to whoever listens to the batch that they
 * belong to. Thread-safe.
 */
final class ChildOutput {

  private static final Logger log = LoggerFactory.getLogger(ChildOutput.class);

  private final String host;
  private final long pid;
  private final Consumer<OutputLine> consumer;

  ChildOutput(String host, long pid, Consumer<OutputLine> consumer) {
    this.host = host;
    this.pid = pid;
    this.consumer = consumer;
  }

  /** {@code from}: the batch, if it is known; {@code task}: negative for none. */
  void line(OutputLine.Stream stream, String text, Optional<ChildRun> from, long task) {
    OutputLine bare = OutputLine.of(host, pid, stream, text);
    OutputLine line = from.isPresent() && task >= 0 ? bare.ofTask(task) : bare;
    try {
      consumer.accept(line);
    } catch (RuntimeException | Error e) {
      log.warn("the consumer of worker output threw", e);
    }
    if (from.isPresent()) {
      RunListener listener = from.get().listener();
      listener.printed(line);
      if (from.get().end().isDone()) {
        listener.flush(); // Nothing else will send the last words of a batch.
      }
    }
  }
}
