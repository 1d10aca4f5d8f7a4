package dev.warren.codec;

import dev.warren.task.Outcome;
import java.util.List;

/**
 * The outcomes of one message, from one worker process.
 *
 * @param batch the batch they belong to
 * @param host the worker host's name
 * @param pid the worker process
 * @param nanos how long their tasks ran, in nanoseconds
 * @param bytes how large the message is
 * @param outcomes what became of each
 */
public record OutcomeGroup(
    long batch, String host, long pid, long nanos, int bytes, List<Outcome> outcomes) {}
