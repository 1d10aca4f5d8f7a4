package dev.warren.sync.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.sync.state.Owner;
import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Frames;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import dev.warren.transport.RefusalPause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerTest {

  private static final byte NO_OPERATION = 99;

  private final Owner owner = new Owner();
  private final long lock = owner.semaphore(1, true);
  private final List<Letter.Entry> sent = new ArrayList<>();
  private final Peer peer =
      new Peer(
          owner,
          new Outlet.Way(
              (message, receipt) -> {
                sent.addAll(Letter.of(message.body()).entries());
                receipt.confirmed();
              },
              "",
              Runnable::run,
              new RefusalPause()),
          "replies",
          Letter.head("m", 1),
          gone -> {});

  @AfterEach
  void close() {
    owner.close();
  }

  private void receive(long client, byte[] frame) {
    peer.receive(new Letter.Entry(client, frame));
  }

  private byte[] request(Op op, long number) {
    byte[] frame = new Request(op, number, 1, lock, 0, List.of()).toFrame();
    return Arrays.copyOfRange(frame, Frames.PREFIX, frame.length);
  }

  private byte[] malformed(long number) {
    byte[] frame = request(Op.ACQUIRE, number);
    frame[0] = NO_OPERATION;
    return frame;
  }

  private List<String> answers() {
    return sent.stream()
        .map(each -> each.client() + ": " + shown(Answer.of(each.frame())))
        .toList();
  }

  private static String shown(Answer answer) {
    return answer.number() + " " + answer.status();
  }

  @Test
  void aMalformedRequestShouldBeAnsweredAndKeepTheOthersGoing() {
    receive(1, malformed(5));
    receive(1, request(Op.ACQUIRE, 6));
    receive(2, request(Op.ACQUIRE, 7));

    assertThat(answers()).containsExactly("1: 5 MALFORMED", "1: 6 OK", "2: 7 NO");
  }

  @Test
  void aClientWhoseRequestHasNoNumberShouldBeEnded() {
    receive(1, request(Op.ACQUIRE, 6));
    receive(1, malformed(Request.NO_ANSWER));
    receive(2, new byte[] {1, 2});
    receive(3, request(Op.ACQUIRE, 7));

    assertThat(answers())
        .containsExactly("1: 6 OK", "1: -1 " + Status.LOST, "2: -1 " + Status.LOST, "3: 7 OK");
  }

  @Test
  void itShouldHaveNoClientsWhenTheLastOneHasLeft() {
    receive(1, request(Op.ACQUIRE, 6));
    assertThat(peer.hasClients()).isTrue();

    receive(1, request(Op.LEAVE, Request.NO_ANSWER));

    assertThat(peer.hasClients()).isFalse();
  }
}
