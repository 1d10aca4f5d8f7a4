package dev.warren.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file of lines that is written on behind its last whole line, by one program at a time. Who goes
 * on writes that line once more: if it is another one, the file is one of something else.
 */
final class ResumedFile implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final RandomAccessFile file;
  private final FileLock lock;
  private final long lines;
  private final byte[] last;

  private ResumedFile(RandomAccessFile file, FileLock lock, long lines, byte[] last) {
    this.file = file;
    this.lock = lock;
    this.lines = lines;
    this.last = last;
  }

  static ResumedFile open(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      FileLock lock = file.getChannel().tryLock();
      if (lock == null) {
        throw new IOException("another program is writing it");
      }
      return open(file, lock);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Leaves the file at the end of its last whole line. */
  private static ResumedFile open(RandomAccessFile file, FileLock lock) throws IOException {
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
    byte[] line = new byte[(int) (whole - last)];
    file.seek(last);
    file.readFully(line);
    byte[] begin = ("{\"line\":" + lines + ",").getBytes(StandardCharsets.US_ASCII);
    if (lines > 0 && !startsWith(line, begin)) {
      throw new IOException("its last line is not the outcome of line " + lines + " of a job");
    }
    file.setLength(whole);
    file.seek(whole);
    return new ResumedFile(file, lock, lines, line);
  }

  private static boolean startsWith(byte[] line, byte[] begin) {
    return Arrays.equals(line, 0, Math.min(line.length, begin.length), begin, 0, begin.length);
  }

  /** How many lines there were. */
  long lines() {
    return lines;
  }

  /** How many of them who goes on does not write once more. */
  long from() {
    return Math.max(0, lines - 1);
  }

  /** Takes the lines behind {@link #from()}, and writes those that are not there. */
  OutputStream stream() {
    return new Continued(Channels.newOutputStream(file.getChannel()));
  }

  private final class Continued extends FilterOutputStream {

    private int seen;

    Continued(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      int old = Math.min(count, last.length - seen);
      if (!Arrays.equals(bytes, from, from + old, last, seen, seen + old)) {
        throw new IOException("its line " + lines + " is not the outcome that this job has");
      }
      seen += old;
      out.write(bytes, from + old, count - old);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
    file.close();
  }
}
