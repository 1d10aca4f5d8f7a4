package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link FrameWriter} and {@link FrameReader}, which are two halves of one thing. */
@Timeout(10)
class FramesTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final FrameWriter writer = new FrameWriter(bytes);

  private FrameReader reader() {
    return new FrameReader(new ByteArrayInputStream(bytes.toByteArray()));
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryTypeAsItWasWritten(Frame.Type type) throws Exception {
    writer.write(type, -5, new byte[] {1, 2});
    writer.write(type);

    FrameReader reader = reader();
    Frame first = reader.read();
    Frame second = reader.read();

    assertThat(first.type()).isEqualTo(type);
    assertThat(first.number()).isEqualTo(-5);
    assertThat(first.body()).containsExactly(1, 2);
    assertThat(second.type()).isEqualTo(type);
    assertThat(second.number()).isZero();
    assertThat(second.body()).isEmpty();
    assertThatThrownBy(reader::read).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16 * 1024, 16 * 1024 + 1, 1_000_000})
  void bodiesMayHaveAnySize(int size) throws Exception {
    byte[] body = new byte[size];
    new Random(size).nextBytes(body);

    writer.write(Frame.Type.BATCH, 7, body);

    assertThat(bytes.size()).isEqualTo(9 + size);
    assertThat(reader().read().body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, Frame.MAX_BODY + 1})
  void refusesALengthThatCannotBe(int length) {
    byte[] frame = ByteBuffer.allocate(9).putInt(length).put((byte) 'B').array();

    assertThatThrownBy(() -> new FrameReader(new ByteArrayInputStream(frame)).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("this is not the frame protocol");
  }

  @Test
  void refusesATypeThatItDoesNotKnow() {
    byte[] frame = ByteBuffer.allocate(9).putInt(5).put((byte) '?').array();

    assertThatThrownBy(() -> new FrameReader(new ByteArrayInputStream(frame)).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such frame type: 63");
  }

  @Test
  void aFrameThatIsCutIsTheEnd() throws Exception {
    writer.write(Frame.Type.BATCH, 7, new byte[] {1, 2, 3});
    byte[] whole = bytes.toByteArray();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> new FrameReader(new ByteArrayInputStream(cut)).read())
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void framesOfSeveralThreadsDoNotMix() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte mark = (byte) i;
      threads.add(new Thread(() -> writeMany(writer, mark)));
    }
    threads.forEach(Thread::start);
    for (Thread each : threads) {
      each.join();
    }

    FrameReader reader = reader();
    for (int i = 0; i < 4 * 200; i++) {
      Frame frame = reader.read();
      byte[] expected = new byte[frame.body().length];
      Arrays.fill(expected, (byte) frame.number());
      assertThat(frame.body()).isEqualTo(expected);
    }
  }

  private static void writeMany(FrameWriter writer, byte mark) {
    try {
      for (int i = 0; i < 200; i++) {
        byte[] body = new byte[i % 2 == 0 ? 10 : 20_000];
        Arrays.fill(body, mark);
        writer.write(Frame.Type.OUTCOMES, mark, body);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
