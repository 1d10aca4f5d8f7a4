package dev.warren.sync;

/**
 * The two ends of a pipe (Python: {@code multiprocessing.Pipe}).
 *
 * @param first the first end; of a pipe in one direction, the one that receives
 * @param second the second end; of a pipe in one direction, the one that sends
 * @param <T> the type of what goes through
 */
public record Pipe<T>(Connection<T> first, Connection<T> second) {}
