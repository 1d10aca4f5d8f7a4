package dev.warren.sync.state;

/**
 * A thread of a client.
 *
 * @param client which client
 * @param thread which of its threads
 */
record Member(Client client, long thread) {}
