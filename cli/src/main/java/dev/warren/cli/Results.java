package dev.warren.cli;

import dev.warren.job.JobResult;
import java.io.IOException;

/** Where the results of a job go, in the order of its lines. */
interface Results extends AutoCloseable {

  /** Writes the result of a line; lines count from 1. */
  void write(long line, JobResult result) throws IOException;

  @Override
  void close() throws IOException;
}
