package dev.warren.worker.child;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Four bytes of memory that host and child share through a mapped file: the index of the call that
 * the child is running. They outlive the child, so the host knows exactly which task was running
 * when it died, at the cost of one store a task.
 */
final class ProgressCell {

  /** No call is running. */
  static final int NONE = -1;

  private final MappedByteBuffer memory;

  private ProgressCell(MappedByteBuffer memory) {
    this.memory = memory;
  }

  /** Makes the file for a new cell; deleted once both sides have opened it. */
  static Path createFile() throws IOException {
    Path file = Files.createTempFile("warren-progress-", "");
    Files.write(file, new byte[] {-1, -1, -1, -1});
    return file;
  }

  static ProgressCell open(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new ProgressCell(channel.map(FileChannel.MapMode.READ_WRITE, 0, Integer.BYTES));
    }
  }

  void set(int index) {
    memory.putInt(0, index);
  }

  int get() {
    return memory.getInt(0);
  }
}
