package dev.warren.code;

import dev.warren.codec.CodePart;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.task.Code;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.Delivery;
import dev.warren.transport.LogReader;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Jars on the broker: a log for each, named after its content, so that a jar goes there once
 * however many programs use it, and everybody who reads it can tell whether it is the right one.
 * Thread-safe.
 */
public final class CodeStore {

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
   * Puts jars there that are not there yet.
   *
   * @param jars the jars, in the order of the class path
   * @return their names
   * @throws CodeException if one is larger than a gibibyte
   * @throws IOException if one cannot be read, or the connection is lost
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Code put(List<Jar> jars) throws IOException, InterruptedException {
    for (Jar each : jars) {
      QueueSpec log = QueueSpec.code(each.sha256());
      session.declare(log);
      if (!isWhole(log)) {
        put(each, log);
      }
    }
    return new Code(jars.stream().map(Jar::sha256).toList());
  }

  private boolean isWhole(QueueSpec log) throws IOException, InterruptedException {
    Parts parts = new Parts();
    try (LogReader reader = session.log(log)) {
      reader.toEnd(each -> part(log, each).ifPresent(part -> parts.isNew(part)));
    }
    return parts.areAll();
  }

  private void put(Jar jar, QueueSpec log) throws IOException, InterruptedException {
    long size = Files.size(jar.file());
    long count = Math.max(1, (size + CodePart.SIZE - 1) / CodePart.SIZE);
    if (count > CodePart.MOST) {
      throw new CodeException(jar.sha256(), "has " + size + " bytes; " + (1 << 30) + " may travel");
    }
    ConfirmedPublisher publisher = session.publisher();
    try (InputStream in = Files.newInputStream(jar.file())) {
      for (int part = 0; part < count; part++) {
        byte[] body = new CodePart(part, (int) count, in.readNBytes(CodePart.SIZE)).encode();
        Taken taken = new Taken();
        publisher.publish(new Message(log.name(), body, "", signer.sign(log.name(), body)), taken);
        taken.await();
      }
    }
    publisher.close();
  }

  /**
   * Gets a jar.
   *
   * @param sha256 its name
   * @param limit how many bytes it may have
   * @param target where to put it; it appears there as a whole, and only if it is the right one
   * @return how many bytes it has
   * @throws CodeException if it is not there as a whole, is larger, or is not what its name says
   * @throws IOException if it cannot be written, or the connection is lost
   * @throws InterruptedException if the calling thread is interrupted
   */
  public long get(String sha256, long limit, Path target) throws IOException, InterruptedException {
    QueueSpec log = QueueSpec.code(sha256);
    if (!session.exists(log)) {
      throw new CodeException(sha256, "is not on the broker: submit the work again");
    }
    Path temporary = Files.createTempFile(target.toAbsolutePath().getParent(), "code", ".part");
    try {
      receive(log, sha256, limit, temporary);
      if (!Jar.sha256(temporary).equals(sha256)) {
        throw new CodeException(
            sha256, "is refused: its content is another one than its name says");
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return Files.size(target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void receive(QueueSpec log, String sha256, long limit, Path file)
      throws IOException, InterruptedException {
    Parts parts = new Parts();
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE);
        LogReader reader = session.log(log)) {
      IOException[] failed = {null};
      reader.toEnd(
          each ->
              part(log, each)
                  .filter(parts::isNew)
                  .ifPresent(
                      part -> {
                        long from = (long) part.part() * CodePart.SIZE;
                        if (from + part.bytes().length > limit) {
                          throw new CodeException(
                              sha256, "is larger than the " + limit + " bytes allowed here");
                        }
                        try {
                          out.write(ByteBuffer.wrap(part.bytes()), from);
                        } catch (IOException e) {
                          failed[0] = e;
                        }
                      }));
      if (failed[0] != null) {
        throw failed[0];
      }
    }
    if (!parts.areAll()) {
      throw new CodeException(sha256, "is not on the broker as a whole: submit the work again");
    }
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

  /** Which parts have come; somebody may have begun more than once. */
  private static final class Parts {

    private final BitSet there = new BitSet();
    private int count;

    boolean isNew(CodePart part) {
      count = count == 0 ? part.of() : count;
      if (part.of() != count || there.get(part.part())) {
        return false;
      }
      there.set(part.part());
      return true;
    }

    boolean areAll() {
      return count > 0 && there.cardinality() == count;
    }
  }

  private static final class Taken implements Receipt {

    private final CompletableFuture<String> answer = new CompletableFuture<>();

    void await() throws IOException, InterruptedException {
      try {
        String failure = answer.get();
        if (!failure.isEmpty()) {
          throw new IOException(failure);
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("a receipt cannot fail", e);
      }
    }

    @Override
    public void confirmed() {
      answer.complete("");
    }

    @Override
    public void unroutable() {
      answer.complete("the log of a jar is gone");
    }

    @Override
    public void refused() {
      answer.complete("the broker could not take a part of a jar");
    }

    @Override
    public void lost() {
      answer.complete("the connection was lost");
    }
  }
}
