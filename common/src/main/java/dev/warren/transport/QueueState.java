package dev.warren.transport;

/**
 * What a broker says of a queue.
 *
 * @param messages how many messages wait in it; some brokers count those that are being worked on
 * @param consumers how many consumers it has
 */
public record QueueState(int messages, int consumers) {}
