package dev.warren.worker.child;

import java.io.EOFException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on the frames of a child until it sends no more, and tells for how long it has been silent.
 * One thread pumps, one looks.
 */
final class FramePump {

  private static final Logger log = LoggerFactory.getLogger(FramePump.class);

  private final FrameReader in;
  private volatile long frames;
  private volatile boolean handling;
  private long seen;
  private long silentLooks;

  /** Gets each frame. */
  interface Handler {
    void handle(Frame frame) throws IOException;
  }

  FramePump(FrameReader in) {
    this.in = in;
  }

  /** Pumps until the end; returns what was wrong with the frames, empty for nothing. */
  String run(Handler handler) {
    long read = 0;
    try {
      while (true) {
        Frame frame = in.read();
        handling = true;
        handler.handle(frame);
        read++;
        frames = read;
        handling = false;
      }
    } catch (EOFException e) {
      log.debug("a child has closed its output");
      return "";
    } catch (IOException | RuntimeException | Error e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Begins to look anew. */
  void listen() {
    silentLooks = 0;
    seen = frames;
  }

  /**
   * Looks; returns for how many looks nothing has come. Looks are counted rather than time, and
   * only while the pump waits for a frame: a host that was stopped, or held up by its broker, must
   * not take its own silence for the child's.
   */
  long silentLooks() {
    silentLooks = handling || frames != seen ? 0 : silentLooks + 1;
    seen = frames;
    return silentLooks;
  }
}
