package dev.warren.cli.parallel;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** What stands in a file, whose name may have been taken away since, or in a part of it. */
final class FileOutput implements Output {

  /** What is not larger goes into memory, so that it holds no descriptor while it waits. */
  private static final int SMALL = 8 * 1024;

  private static final int BUFFER = 64 * 1024;

  private final FileChannel channel;
  private final long from;
  private final long to;

  private FileOutput(FileChannel channel, long from, long to) {
    this.channel = channel;
    this.from = from;
    this.to = to;
  }

  /** Opens a file, and takes its name away if nobody else wants it. */
  static FileOutput open(Path path, boolean keepsName) throws IOException {
    FileChannel channel =
        keepsName
            ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : FileChannel.open(path, StandardOpenOption.READ);
    if (!keepsName) {
      Files.delete(path);
    }
    return new FileOutput(channel, 0, Long.MAX_VALUE);
  }

  /** A part of it, open as long as this is. */
  FileOutput part(long partFrom, long partTo) {
    return new FileOutput(channel, from + partFrom, from + partTo);
  }

  /** Cuts off what follows in the file itself, which keeps its name. */
  void truncate(long size) throws IOException {
    channel.truncate(size);
  }

  /** Bytes of it; fewer if it ends before. */
  byte[] read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    int count = 0;
    while (count >= 0 && bytes.hasRemaining()) {
      count = channel.read(bytes, from + position + bytes.position());
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Where these bytes begin for the first time; -1 if they are not there. */
  long indexOf(byte[] wanted) throws IOException {
    String octets = Octets.of(wanted, 0, wanted.length);
    long size = size();
    for (long at = 0; at < size; at += BUFFER) {
      byte[] part = read(at, (int) Math.min(BUFFER + wanted.length - 1, size - at));
      int found = Octets.of(part, 0, part.length).indexOf(octets);
      if (found >= 0) {
        return at + found;
      }
    }
    return -1;
  }

  /** The same, in memory if it is small; this cannot be used any more then. */
  Output settled() throws IOException {
    long size = size();
    if (size > SMALL) {
      return this;
    }
    try (this) {
      return size == 0 ? NONE : Output.of(read(0, (int) size));
    }
  }

  @Override
  public long size() {
    try {
      return Math.min(to, channel.size()) - from;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void writeTo(OutputStream target) throws IOException {
    long size = size();
    for (long at = 0; at < size; ) {
      byte[] bytes = read(at, (int) Math.min(BUFFER, size - at));
      if (bytes.length == 0) {
        return; // Somebody has made the file shorter.
      }
      target.write(bytes);
      at += bytes.length;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
