package dev.warren.testkit.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How often each task was begun, as the worker processes themselves have noted it.
 *
 * @param begun how often a task was begun, all in all
 * @param again how many of those were not the first time
 * @param never how many tasks were never begun
 */
record RunLog(long begun, long again, long never) {

  static final String SUFFIX = ".run";

  /** Reads what was noted about so many tasks; those before the first do not count. */
  static RunLog read(Path folder, int tasks) throws IOException {
    int[] runs = new int[tasks];
    long begun = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path each : files) {
        ByteBuffer ids = ByteBuffer.wrap(Files.readAllBytes(each));
        while (ids.remaining() >= Long.BYTES) {
          long id = ids.getLong();
          if (id >= 0) {
            runs[(int) id]++;
            begun++;
          }
        }
      }
    }
    long never = 0;
    for (int each : runs) {
      never += each == 0 ? 1 : 0;
    }
    return new RunLog(begun, begun - (tasks - never), never);
  }
}
