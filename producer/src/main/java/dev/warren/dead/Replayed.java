package dev.warren.dead;

/**
 * What became of dead tasks that were to be run again.
 *
 * @param replayed how many are in their task queue again, and not dead any more
 * @param left how many the broker would not take, and which stay where they are
 */
public record Replayed(int replayed, int left) {}
