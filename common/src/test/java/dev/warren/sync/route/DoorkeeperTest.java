package dev.warren.sync.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DoorkeeperTest {

  private interface Knock {
    SocketChannel accept() throws IOException;
  }

  private final Deque<Knock> knocks = new ArrayDeque<>();
  private final List<SocketChannel> guests = new ArrayList<>();
  private boolean closed;

  /** Closes the door when nobody knocks any more. */
  private final Doorkeeper.Door door =
      new Doorkeeper.Door() {
        @Override
        public SocketChannel accept() throws IOException {
          if (knocks.isEmpty()) {
            throw new ClosedChannelException();
          }
          return knocks.remove().accept();
        }

        @Override
        public void close() {
          closed = true;
        }
      };

  @Test
  void aFailedKnockShouldNotKeepTheNextOut() throws Exception {
    try (SocketChannel socket = SocketChannel.open()) {
      knocks.add(
          () -> {
            throw new IOException("too many open files");
          });
      knocks.add(() -> socket);

      new Doorkeeper(door, guests::add).run();

      assertThat(guests).containsExactly(socket);
      assertThat(closed).isTrue();
    }
  }

  @Test
  void aGuestWithoutAThreadShouldBeTurnedAway() throws Exception {
    try (SocketChannel first = SocketChannel.open();
        SocketChannel second = SocketChannel.open()) {
      knocks.add(() -> first);
      knocks.add(() -> second);

      new Doorkeeper(
              door,
              socket -> {
                if (socket == first) {
                  throw new OutOfMemoryError("unable to create native thread");
                }
                guests.add(socket);
              })
          .run();

      assertThat(guests).containsExactly(second);
      assertThat(first.isOpen()).isFalse();
      assertThat(second.isOpen()).isTrue();
    }
  }
}
