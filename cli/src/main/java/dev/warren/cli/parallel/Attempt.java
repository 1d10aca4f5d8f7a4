package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Printer.Printed;

/**
 * What has come of running a job once.
 *
 * @param result how it has ended
 * @param printed its outputs; to be closed
 * @param received how many bytes its standard output had; 0 if nobody has counted
 */
record Attempt(JobResult result, Printed printed, long received) {}
