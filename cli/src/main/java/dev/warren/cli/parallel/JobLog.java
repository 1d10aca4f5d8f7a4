package dev.warren.cli.parallel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;

/**
 * A line for each command that has ended, in GNU parallel's columns, written when it ends; and what
 * an earlier run has written, so that it need not be run again. Thread-safe.
 */
public final class JobLog implements Closeable {

  private static final String HEADER =
      "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n";
  private static final int COLUMNS = 9;
  private static final int HOST = 1;
  private static final int EXIT_VALUE = 6;
  private static final int SIGNAL = 7;
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  /** What an earlier run has left of its log. */
  public enum Resume {
    /** Nothing counts: the log begins anew. */
    NO,
    /** Whatever has run is not run again. */
    ALL,
    /** What has run and succeeded is not run again. */
    SUCCEEDED
  }

  private final RandomAccessFile file;
  private final OutputStream out;
  private final BitSet done = new BitSet();

  private JobLog(RandomAccessFile file) {
    this.file = file;
    this.out = Channels.newOutputStream(file.getChannel());
  }

  /**
   * Opens a log.
   *
   * @param path the file
   * @param resume what an earlier run's log in it is good for
   * @return a log to append to
   * @throws IOException if it cannot be read or written
   * @throws IllegalArgumentException if it is to be read, and is no file but a pipe or the like
   */
  public static JobLog open(Path path, Resume resume) throws IOException {
    JobLog log = new JobLog(new RandomAccessFile(path.toFile(), "rw"));
    boolean isFile = Files.isRegularFile(path); // Or /dev/stdout, or a pipe.
    try {
      if (resume != Resume.NO) {
        checkThatItCanBeRead(path, isFile);
        log.readEarlier(path, resume);
      } else if (isFile) {
        log.file.setLength(0);
      }
      if (!isFile || log.file.length() == 0) {
        log.out.write(Octets.bytes(HEADER));
      }
      return log;
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private static void checkThatItCanBeRead(Path path, boolean isFile) {
    if (!isFile) {
      throw new IllegalArgumentException(
          "--resume needs a job log that is a file, which " + path + " is not");
    }
  }

  /** What was being written when the earlier run was killed is no line, and is cut off. */
  private void readEarlier(Path path, Resume resume) throws IOException {
    long end = file.length();
    while (end > 0 && !endsLine(end)) {
      end--;
    }
    file.setLength(end);
    file.seek(0);
    InputStream in = Channels.newInputStream(file.getChannel());
    new Records(path.toString(), in, (byte) '\n').forEachRemaining(line -> note(line, resume));
  }

  private boolean endsLine(long end) throws IOException {
    file.seek(end - 1);
    return file.read() == '\n';
  }

  private void note(String line, Resume resume) {
    String[] columns = line.split("\t", COLUMNS);
    if (columns.length < COLUMNS || !columns[0].matches("[1-9]\\d{0,8}")) {
      return; // The header, or what somebody else has written.
    }
    if (columns[HOST].equals(JobResult.NOWHERE)) {
      return; // Whoever has logged it, it has not run.
    }
    boolean succeeded = columns[EXIT_VALUE].equals("0") && columns[SIGNAL].equals("0");
    done.set(Integer.parseInt(columns[0]), resume == Resume.ALL || succeeded);
  }

  /** Whether that command need not be run any more. */
  boolean isDone(long sequence) {
    return sequence <= Integer.MAX_VALUE && done.get((int) sequence);
  }

  /** Adds a line, in one write, so that no crash mixes two. */
  synchronized void add(long sequence, String command, JobResult result, long received)
      throws IOException {
    String line =
        String.format(
            Locale.ROOT,
            "%d\t%s\t%.3f\t%10.3f\t%d\t%d\t%d\t%d\t",
            sequence,
            result.host(),
            result.start().toEpochMilli() / MILLIS,
            result.nanos() / NANOS,
            result.sent(),
            received,
            result.exitValue(),
            result.signal());
    out.write(Octets.bytes(line + command.replace('\n', '\0') + "\n"));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
