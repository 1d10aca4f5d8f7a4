package dev.warren.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Many random lines, and whether just they come back in order. Holds none of them. */
final class SortedLines {

  private static final int LINE_BYTES = 64;

  private final long count;
  private long written;
  private long read;
  private long writtenSum;
  private long readSum;
  private boolean ordered = true;

  SortedLines(long bytes) {
    count = bytes / LINE_BYTES;
  }

  void writeTo(OutputStream stdin) {
    SplittableRandom random = new SplittableRandom(42);
    try (stdin) {
      byte[] block = new byte[LINE_BYTES * 1024];
      int filled = 0;
      for (long i = 0; i < count; i++) {
        for (int at = 0; at < LINE_BYTES - 1; at++) {
          block[filled + at] = (byte) ('a' + random.nextInt(26));
        }
        block[filled + LINE_BYTES - 1] = '\n';
        writtenSum += sum(block, filled);
        filled += LINE_BYTES;
        if (filled == block.length || i == count - 1) {
          stdin.write(block, 0, filled);
          filled = 0;
        }
      }
      written = count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void readFrom(InputStream stdout) throws IOException {
    byte[] last = new byte[LINE_BYTES];
    byte[] line = new byte[LINE_BYTES];
    byte[] block = new byte[LINE_BYTES * 1024];
    for (int got = stdout.readNBytes(block, 0, block.length);
        got > 0;
        got = stdout.readNBytes(block, 0, block.length)) {
      for (int from = 0; from + LINE_BYTES <= got; from += LINE_BYTES) {
        System.arraycopy(block, from, line, 0, LINE_BYTES);
        ordered &= Arrays.compare(last, line) <= 0;
        System.arraycopy(line, 0, last, 0, LINE_BYTES);
        readSum += sum(line, 0);
        read++;
      }
    }
  }

  private static long sum(byte[] bytes, int from) {
    long hash = 1;
    for (int i = from; i < from + LINE_BYTES; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash * hash;
  }

  String verdict() {
    boolean same = read == written && written == count && readSum == writtenSum;
    return same && ordered ? "right" : "wrong: " + read + " of " + written + ", " + ordered;
  }

  /** The most memory that this process has had at once. */
  static long peakKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Reads the lines of a program's output. */
  static BufferedReader lines(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}
