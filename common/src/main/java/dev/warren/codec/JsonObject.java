package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object that is put together key by key, in that order. Not thread-safe. */
public final class JsonObject {

  private final Map<String, Object> members = new LinkedHashMap<>();

  /**
   * Adds a member.
   *
   * @param key its key
   * @param value a string, a number, a boolean, a {@link JsonText}, a record, another object, or a
   *     list of these; null and an empty list are left out
   * @return this object
   */
  public JsonObject put(String key, Object value) {
    if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
      members.put(key, value);
    }
    return this;
  }

  @JsonValue
  Map<String, Object> members() {
    return members;
  }

  /** The object as JSON on one line. */
  @Override
  public String toString() {
    LineBuffer out = new LineBuffer();
    Json.write(members, out);
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }
}
