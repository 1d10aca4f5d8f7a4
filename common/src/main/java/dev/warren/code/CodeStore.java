package dev.warren.code;

import dev.warren.codec.CodePart;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.task.Code;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.LogReader;
import dev.warren.transport.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Jars on the broker: a log for each, named after its content, so that a jar goes there once
 * however many programs use it, and everybody who reads it can tell whether it is the right one.
 * Behind its parts is a message that says that they are all there. Whoever has looked for it puts
 * it there anew, so that it is among the newest for the next. Thread-safe.
 */
public final class CodeStore {

  /** How many parts are under way: they are large. */
  private static final int PREFETCH = 4;

  /** After that a reader asks where the end is; before that it leaves no mark. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final Session session;
  private final Signer signer;

  /**
   * Creates one.
   *
   * @param session a connection
   * @param signer what parts are signed with
   */
  public CodeStore(Session session, Signer signer) {
    this.session = session;
    this.signer = signer;
  }

  /**
   * Puts jars there that are not there yet. Of others not more than the end is looked at.
   *
   * @param jars the jars, in the order of the class path
   * @return their names
   * @throws CodeException if one is larger than a gibibyte, has changed since it got its name, or
   *     cannot be read
   * @throws IOException if the connection is lost, or the broker does not take it
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Code put(List<Jar> jars) throws IOException, InterruptedException {
    for (Jar each : jars) {
      QueueSpec log = QueueSpec.code(each.sha256());
      session.declare(log);
      try (JarSender sender = new JarSender(session, signer, each, log)) {
        if (isWhole(log)) {
          sender.sendEnd(); // So that it is the last message again.
        } else {
          sender.send();
        }
      }
    }
    return new Code(jars.stream().map(Jar::sha256).toList());
  }

  private boolean isWhole(QueueSpec log) throws IOException, InterruptedException {
    return hasEnd(log, LogReader.Start.LAST) || hasEnd(log, LogReader.Start.FIRST);
  }

  private boolean hasEnd(QueueSpec log, LogReader.Start from)
      throws IOException, InterruptedException {
    boolean[] has = {false};
    try (LogReader reader = session.log(log, from, PREFETCH)) {
      reader.toEnd(each -> has[0] |= part(log, each).filter(CodePart::isEnd).isPresent());
    }
    return has[0];
  }

  /**
   * Gets a jar.
   *
   * @param sha256 its name
   * @param limit how many bytes it may have
   * @param target where to put it; it appears there as a whole, and only if it is the right one
   * @param coming runs whenever a part has come, on the calling thread
   * @return how many bytes it has
   * @throws CodeException if it is not there as a whole, is larger, is not what its name says, or
   *     cannot be written
   * @throws IOException if the connection is lost
   * @throws InterruptedException if the calling thread is interrupted
   */
  public long get(String sha256, long limit, Path target, Runnable coming)
      throws IOException, InterruptedException {
    QueueSpec log = QueueSpec.code(sha256);
    if (!session.exists(log)) {
      throw CodeException.missing(sha256, "is not on the broker: submit the work again");
    }
    try (JarDraft draft = new JarDraft(sha256, limit, target)) {
      try (LogReader reader = session.log(log, LogReader.Start.FIRST, PREFETCH)) {
        receive(log, reader, draft, coming);
      }
      return draft.finish();
    }
  }

  private void receive(QueueSpec log, LogReader reader, JarDraft draft, Runnable coming)
      throws IOException, InterruptedException {
    while (!draft.isWhole()) {
      Optional<Delivery> next = reader.next(SILENCE);
      if (next.isEmpty()) {
        reader.toEnd(each -> take(log, each, draft, coming));
        return;
      }
      take(log, next.get(), draft, coming);
    }
  }

  private void take(QueueSpec log, Delivery delivery, JarDraft draft, Runnable coming) {
    part(log, delivery).ifPresent(draft::take);
    coming.run();
  }

  private Optional<CodePart> part(QueueSpec log, Delivery delivery) {
    if (!signer.accepts(log.name(), delivery.body(), delivery.signature())) {
      return Optional.empty();
    }
    try {
      return Optional.of(CodePart.decode(delivery.body()));
    } catch (MalformedMessageException e) {
      return Optional.empty(); // Whoever has put it there: it is no part of the jar.
    }
  }
}
