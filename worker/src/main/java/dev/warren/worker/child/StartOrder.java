package dev.warren.worker.child;

import dev.warren.spi.WorkerHostSettings.Initializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What a child must know before its first batch.
 *
 * @param host the name of its host
 * @param trusted whether any method may run
 * @param initializer the task to run first; empty for none
 * @param captured what the initializer has captured, as a JSON array; empty for none
 */
record StartOrder(String host, boolean trusted, String initializer, byte[] captured) {

  static StartOrder of(ChildSettings settings) {
    Optional<Initializer> initializer = settings.initializer();
    return new StartOrder(
        settings.host(),
        settings.trusted(),
        initializer.map(Initializer::task).orElse(""),
        initializer.map(Initializer::captured).orElse(Frame.EMPTY));
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(host);
      out.writeBoolean(trusted);
      out.writeUTF(initializer);
      out.writeInt(captured.length);
      out.write(captured);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static StartOrder decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String host = in.readUTF();
    boolean trusted = in.readBoolean();
    String initializer = in.readUTF();
    byte[] captured = new byte[in.readInt()];
    in.readFully(captured);
    return new StartOrder(host, trusted, initializer, captured);
  }
}
