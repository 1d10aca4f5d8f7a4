package dev.warren.pool;

/**
 * What a pool has done so far. Counts of one moment, each of which may be a little ahead of the
 * others.
 *
 * @param batches messages with tasks that were made; each holds one task or more
 * @param batchesSentAgain how many of them were sent once more because a connection to the broker
 *     was lost before all their outcomes were in, or they had gone from their queue; one that was
 *     sent three times counts twice
 * @param duplicateOutcomes outcomes that were dropped because their task had one already: it was
 *     run, or answered, more than once
 */
public record PoolStatistics(long batches, long batchesSentAgain, long duplicateOutcomes) {}
