package dev.warren.worker;

import dev.warren.task.HostState;
import java.time.Instant;

/**
 * What a worker host was doing at one moment. Immutable.
 *
 * @param state in a word
 * @param since when it came into that state, or was first seen in it
 * @param reason why it is wedged, or not connected; empty in every other state
 * @param slots how many batches, and commands, it can run at a time
 * @param busySlots how many of them are taken
 * @param tasksDone how many calls it has answered for good since it was started; an attempt that is
 *     followed by another is not counted
 * @param failures how many of these answers were neither results nor cancellations
 */
public record HostStatus(
    HostState state,
    Instant since,
    String reason,
    int slots,
    int busySlots,
    long tasksDone,
    long failures) {}
