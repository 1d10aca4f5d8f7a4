package dev.warren.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ends of a stream, with nothing between them. */
@Timeout(30)
class StreamTest {

  private static final int MUCH = 5 * Outflow.WINDOW + 7;

  private final UUID id = UUID.randomUUID();
  private final List<CommandMessage> toReader = new CopyOnWriteArrayList<>();
  private final List<CommandMessage> toWriter = new CopyOnWriteArrayList<>();
  private final ExecutorService there = Executors.newSingleThreadExecutor();
  private final ExecutorService back = Executors.newSingleThreadExecutor();
  private final Outflow out =
      new Outflow(id, CommandMessage.STDOUT, message -> there.execute(() -> receive(message)));
  private final Inflow in =
      new Inflow(id, CommandMessage.STDOUT, message -> back.execute(() -> answer(message)));

  @AfterEach
  void disconnect() {
    there.shutdown();
    back.shutdown();
  }

  private void receive(CommandMessage message) {
    toReader.add(message);
    if (message.type() == CommandMessage.Type.END) {
      in.end();
    } else if (!in.add(message.body())) {
      out.breakOff("too much");
    }
  }

  private void answer(CommandMessage message) {
    toWriter.add(message);
    if (message.type() == CommandMessage.Type.END) {
      out.breakOff("nobody reads");
    } else {
      out.grant(message.count());
    }
  }

  private int sent() {
    return toReader.stream().mapToInt(each -> each.body().length).sum();
  }

  private CompletableFuture<Void> write(byte[] bytes) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread writer =
        new Thread(
            () -> {
              try (out) {
                out.write(bytes);
                done.complete(null);
              } catch (IOException e) {
                done.completeExceptionally(e);
              }
            });
    writer.setDaemon(true);
    writer.start();
    return done;
  }

  @Test
  void everythingArrivesInOrderAndThenTheEnd() throws Exception {
    byte[] bytes = new byte[MUCH];
    new Random(1).nextBytes(bytes);
    CompletableFuture<Void> writing = write(bytes);
    ByteArrayOutputStream read = new ByteArrayOutputStream();

    in.transferTo(read);

    assertThat(read.toByteArray()).isEqualTo(bytes);
    assertThat(writing).isCompleted();
    assertThat(toReader).allMatch(each -> each.body().length <= Outflow.CHUNK);
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void aWriterWaitsForItsReaderWhenTheWindowIsFull() throws Exception {
    CompletableFuture<Void> writing = write(new byte[MUCH]);
    await().until(() -> sent() == Outflow.WINDOW);
    assertThat(writing).isNotDone();
    assertThat(in.available()).isEqualTo(Outflow.WINDOW);

    assertThat(in.readNBytes(MUCH)).hasSize(MUCH);

    writing.join();
  }

  @Test
  void whoeverSendsMoreThanWasGrantedIsFoundOut() {
    assertThat(in.add(new byte[Outflow.WINDOW])).isTrue();
    assertThat(in.add(new byte[1])).isFalse();
  }

  @Test
  void aReaderThatClosesEndsTheWriter() throws Exception {
    CompletableFuture<Void> writing = write(new byte[MUCH]);
    await().until(() -> sent() == Outflow.WINDOW);

    in.close();

    assertThat(writing)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withMessageContaining("nobody reads");
    assertThatIOException().isThrownBy(() -> in.read());
    assertThatIOException().isThrownBy(() -> out.write(1));
    in.close();
    assertThat(toWriter).extracting(CommandMessage::type).containsExactly(CommandMessage.Type.END);
  }

  @Test
  void aStreamThatBreaksOffIsReadToWhereItCame() throws Exception {
    out.write("some".getBytes(UTF_8));

    await().until(() -> in.available() == 4);
    in.breakOff("lost");

    assertThat(in.readNBytes(4)).isEqualTo("some".getBytes(UTF_8));
    assertThatIOException().isThrownBy(() -> in.read()).withMessage("lost");
  }

  @Test
  void aClosedStreamTakesNoMore() throws Exception {
    out.close();
    out.close();

    assertThatIOException().isThrownBy(() -> out.write(1)).withMessageContaining("closed");
    assertThat(in.read()).isEqualTo(-1);
    assertThat(toReader).hasSize(1);
  }
}
