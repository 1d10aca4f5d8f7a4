package dev.warren.sync.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.sync.wire.Frames;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FrameChannelTest {

  private static final String END = "end";

  @TempDir private Path folder;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @Test
  void whatADeadProcessHasSentShouldBeReadThoughItTakesNothingAnyMore() throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketChannel peer = SocketChannel.open(address);
      FrameChannel channel =
          new FrameChannel(
              server.accept(), frame -> heard.add("frame " + frame[0]), () -> heard.add(END));
      for (byte each : List.of((byte) 1, (byte) 2)) {
        peer.write(ByteBuffer.wrap(Frames.of(new byte[] {each})));
      }
      peer.close();

      assertThat(channel.sendNow(Frames.of(new byte[] {9}))).as("the end follows").isTrue();
      channel.start("test");

      assertThat(heard.take()).isEqualTo("frame 1");
      assertThat(heard.take()).isEqualTo("frame 2");
      assertThat(heard.take()).isEqualTo(END);
      assertThat(channel.sendNow(Frames.of(new byte[] {9}))).isFalse();
    }
  }
}
