package dev.warren.sync.route;

import dev.warren.sync.wire.Answer;

/**
 * What a request has brought.
 *
 * @param answer the answer, whatever its status
 * @param tenure for how long the client keeps what it has taken with it
 */
public record Reply(Answer answer, Tenure tenure) {}
