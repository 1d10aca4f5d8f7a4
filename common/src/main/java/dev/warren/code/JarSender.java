package dev.warren.code;

import dev.warren.codec.CodePart;
import dev.warren.codec.Signer;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Puts one jar into its log, part by part. Used by one thread. */
final class JarSender implements AutoCloseable {

  private final Session session;
  private final Signer signer;
  private final Jar jar;
  private final QueueSpec log;
  private final ConfirmedPublisher publisher;
  private final int count;

  JarSender(Session session, Signer signer, Jar jar, QueueSpec log) throws IOException {
    this.session = session;
    this.signer = signer;
    this.jar = jar;
    this.log = log;
    this.count = count(jar);
    this.publisher = session.publisher();
  }

  private static int count(Jar jar) {
    long size = size(jar);
    long count = Math.max(1, (size + CodePart.SIZE - 1) / CodePart.SIZE);
    if (count > CodePart.MOST) {
      throw CodeException.refused(
          jar.sha256(),
          "has " + size + " bytes; " + (long) CodePart.MOST * CodePart.SIZE + " may travel");
    }
    return (int) count;
  }

  private static long size(Jar jar) {
    try {
      return Files.size(jar.file());
    } catch (IOException e) {
      throw CodeException.notRead(e);
    }
  }

  /** Sends the jar. If its file is another one by now, its name must not stand for what it has. */
  void send() throws IOException, InterruptedException {
    MessageDigest digest = Jar.digest();
    try (InputStream in = open()) {
      for (int part = 0; part < count; part++) {
        byte[] bytes = read(in);
        digest.update(bytes);
        if (part == count - 1 && !Jar.name(digest).equals(jar.sha256())) {
          session.delete(log);
          throw CodeException.refused(
              jar.sha256(), "has changed while it was sent, " + jar.file() + ": submit it again");
        }
        publish(new CodePart(part, count, bytes));
      }
    }
    sendEnd();
  }

  /** Says that all of it is there. */
  void sendEnd() throws IOException, InterruptedException {
    publish(CodePart.end(count));
  }

  private InputStream open() {
    try {
      return Files.newInputStream(jar.file());
    } catch (IOException e) {
      throw CodeException.notRead(e);
    }
  }

  private static byte[] read(InputStream in) {
    try {
      return in.readNBytes(CodePart.SIZE);
    } catch (IOException e) {
      throw CodeException.notRead(e);
    }
  }

  private void publish(CodePart part) throws IOException, InterruptedException {
    byte[] body = part.encode();
    Taken taken = new Taken();
    publisher.publish(new Message(log.name(), body, "", signer.sign(log.name(), body)), taken);
    taken.await();
  }

  @Override
  public void close() throws IOException {
    if (session.isUp()) {
      publisher.close();
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
      answer.complete("the broker has no place for a part of a jar: its log is full, or is gone");
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
