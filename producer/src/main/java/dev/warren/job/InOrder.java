package dev.warren.job;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.warren.codec.OutcomeReader;
import dev.warren.codec.OutcomeWriter;
import dev.warren.task.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts results in order. Those that come before their turn wait in a file, so that memory holds no
 * more than a place for each. Used by one thread.
 */
final class InOrder implements AutoCloseable {

  private static final int NOT_THERE = 0;

  private long turn;

  /** The one whose turn it is, if it has come. */
  private Optional<JobResult> current = Optional.empty();

  /** Where in the file each result is that waits, and how long; by its index. */
  private long[] places = new long[64];

  private int[] lengths = new int[64];
  private FileChannel file;
  private long end;

  /** From that index on. */
  InOrder(long from) {
    this.turn = from;
  }

  void add(JobResult result) {
    if (result.index() < turn) {
      return; // Somebody has it already.
    }
    if (result.index() > turn) {
      keep(result);
    } else if (current.isEmpty()) {
      current = Optional.of(result);
    }
  }

  /** Takes the one whose turn it is; empty if it has not come. */
  Optional<JobResult> next() {
    Optional<JobResult> next = current.or(this::kept);
    current = Optional.empty();
    turn += next.isPresent() ? 1 : 0;
    return next;
  }

  private Optional<JobResult> kept() {
    boolean there = turn < lengths.length && lengths[(int) turn] != NOT_THERE;
    return there ? Optional.of(kept((int) turn)) : Optional.empty();
  }

  private void keep(JobResult result) {
    int index = (int) result.index();
    if (index >= lengths.length) {
      int room = Math.max(index + 1, 2 * lengths.length);
      places = Arrays.copyOf(places, room);
      lengths = Arrays.copyOf(lengths, room);
    }
    OutcomeWriter writer = new OutcomeWriter("", 0);
    writer.add(result.outcome());
    byte[] text = writer.take(0);
    try {
      if (file == null) {
        Path path = Files.createTempFile("warren-results", ".tmp");
        file = FileChannel.open(path, READ, WRITE, DELETE_ON_CLOSE);
      }
      ByteBuffer all = ByteBuffer.wrap(text);
      while (all.hasRemaining()) {
        file.write(all, end + all.position());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("results that wait for their turn cannot be kept", e);
    }
    places[index] = end;
    lengths[index] = text.length;
    end += text.length;
  }

  private JobResult kept(int index) {
    byte[] text = new byte[lengths[index]];
    try {
      ByteBuffer all = ByteBuffer.wrap(text);
      while (all.hasRemaining() && file.read(all, places[index] + all.position()) >= 0) {
        // A part at a time.
      }
    } catch (IOException e) {
      throw new UncheckedIOException("results that wait for their turn cannot be read", e);
    }
    Outcome outcome = OutcomeReader.read(text).outcomes().get(0);
    return new JobResult(index, outcome);
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a file of results cannot be deleted", e);
    }
  }
}
