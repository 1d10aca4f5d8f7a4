package dev.warren.worker;

import dev.warren.codec.LiveWriter;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.MarkerCodec;
import dev.warren.codec.Signer;
import dev.warren.task.TaskEvent;
import dev.warren.transport.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the markers that producers have put into the queue among their batches. Thread-safe. */
final class Markers {

  private static final Logger log = LoggerFactory.getLogger(Markers.class);

  private final Signer signer;
  private final EventPost post;
  private final String host;

  Markers(Signer signer, EventPost post, String host) {
    this.signer = signer;
    this.post = post;
    this.host = host;
  }

  /** Answers a delivery if it is a marker; whether it is. */
  boolean take(Delivery delivery) {
    if (!MarkerCodec.isMarker(delivery.body())) {
      return false;
    }
    try {
      if (signer.accepts(delivery.replyTo(), delivery.body(), delivery.signature())) {
        LiveWriter writer = new LiveWriter();
        writer.add(new TaskEvent.Passed(MarkerCodec.decode(delivery.body())));
        // If it does not get through: the producer sends another one later.
        post.send(delivery.replyTo(), writer.take(0, host, 0));
      } else {
        log.warn("a marker of {} is ignored: its signature is wrong", delivery.replyTo());
      }
    } catch (MalformedMessageException e) {
      log.warn("a message on the task queue is no marker and is dropped: {}", e.getMessage());
    }
    delivery.ack();
    return true;
  }
}
