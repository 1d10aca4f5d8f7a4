package dev.warren.cli.parallel;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * What a run finds around it.
 *
 * @param in where arguments are read that come from nowhere else
 * @param out where standard outputs go
 * @param err where standard errors go
 * @param launcher what starts the commands
 * @param log where each end of a command is noted
 * @param listener who hears how it goes on
 */
public record RunContext(
    InputStream in,
    OutputStream out,
    OutputStream err,
    Launcher launcher,
    Optional<JobLog> log,
    RunListener listener) {}
