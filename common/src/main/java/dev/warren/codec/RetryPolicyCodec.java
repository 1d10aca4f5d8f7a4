package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.retry.RetryPolicy;

/** A retry policy in the header of a batch; {@code docs/protocol.md} has the keys. */
final class RetryPolicyCodec {

  record Json(@JsonProperty(required = true) int crashes) {}

  private RetryPolicyCodec() {}

  /** Null for the default, which is not written. */
  static Json write(RetryPolicy policy) {
    return policy.equals(RetryPolicy.ofDefaults()) ? null : new Json(policy.crashAttempts());
  }

  /** Throws {@link IllegalArgumentException} if it is not one. */
  static RetryPolicy read(Json json) {
    return json == null ? RetryPolicy.ofDefaults() : new RetryPolicy(json.crashes());
  }
}
