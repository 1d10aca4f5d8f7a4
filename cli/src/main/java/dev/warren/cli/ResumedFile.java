package dev.warren.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** A file of lines that is written on behind its last whole line, by one program at a time. */
final class ResumedFile implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final RandomAccessFile file;
  private final FileLock lock;
  private final long lines;

  private ResumedFile(RandomAccessFile file, FileLock lock, long lines) {
    this.file = file;
    this.lock = lock;
    this.lines = lines;
  }

  static ResumedFile open(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      FileLock lock = file.getChannel().tryLock();
      if (lock == null) {
        throw new IOException("another program is writing it");
      }
      return new ResumedFile(file, lock, cutToWholeLines(file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Leaves the file at the end of its last whole line; returns how many there are. */
  private static long cutToWholeLines(RandomAccessFile file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long lines = 0;
    long at = 0;
    long last = 0;
    long whole = 0;
    for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
      for (int i = 0; i < read; i++) {
        if (buffer[i] == '\n') {
          lines++;
          last = whole;
          whole = at + i + 1;
        }
      }
      at += read;
    }
    checkLast(file, last, lines);
    file.setLength(whole);
    file.seek(whole);
    return lines;
  }

  /** A file of something else is not to be written on. */
  private static void checkLast(RandomAccessFile file, long from, long lines) throws IOException {
    byte[] expected = ("{\"line\":" + lines + ",").getBytes(StandardCharsets.US_ASCII);
    byte[] found = new byte[expected.length];
    file.seek(from);
    if (lines > 0 && (file.read(found) < found.length || !Arrays.equals(found, expected))) {
      throw new IOException("its last line is not the outcome of line " + lines + " of a job");
    }
  }

  /** How many lines there were. */
  long lines() {
    return lines;
  }

  /** Writes behind them. */
  OutputStream stream() {
    return Channels.newOutputStream(file.getChannel());
  }

  @Override
  public void close() throws IOException {
    lock.close();
    file.close();
  }
}
