package dev.warren.worker.limit;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** What permits need of one connection to the broker. Thread-safe. */
interface PermitBroker {

  /** Consumes a queue, which is made if it is not there, and holds one message at most. */
  Tap open(QueueSpec queue, Consumer<Delivery> handler) throws IOException;

  /** Takes a message of a queue, if there are both. */
  Optional<Delivery> take(QueueSpec queue) throws IOException;

  /** Publishes a message; whether the broker has it. */
  boolean send(Message message) throws IOException, InterruptedException;

  /** A consumer that can be turned off and on. Used by one thread. */
  interface Tap {

    /** Takes the next message; it is open already when it is made. */
    void open() throws IOException;

    /** Takes no more; one that has come stays ours. */
    void close() throws IOException;
  }
}
