package dev.warren.codec;

import tools.jackson.databind.JsonNode;

/**
 * A part of a header that is mostly absent. It goes through a tree, so that Jackson looks at its
 * types only when it is there: that takes the first message of a process a fifth of a second.
 */
final class Part {

  private Part() {}

  /** Null for null, which is not written. */
  static JsonNode of(Object value) {
    return value == null ? null : Json.MAPPER.valueToTree(value);
  }

  /** Null for what is absent; throws a {@code JacksonException} for what is none of that type. */
  static <T> T read(JsonNode part, Class<T> type) {
    return part == null || part.isNull() ? null : Json.MAPPER.treeToValue(part, type);
  }
}
