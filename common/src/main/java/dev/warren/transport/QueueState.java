package dev.warren.transport;

/**
 * What a broker says of a queue.
 *
 * @param messages how many messages wait in it
 * @param consumers how many consumers it has
 * @param countsUnsettled whether those that are being worked on are counted among the messages
 */
public record QueueState(int messages, int consumers, boolean countsUnsettled) {}
