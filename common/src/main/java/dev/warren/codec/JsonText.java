package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A JSON value kept as text, for arguments and results whose Java type is not at hand. It travels as
 * the value that it is, not as a string.
 *
 * @param text one JSON value on one line
 */
public record JsonText(@JsonRawValue @JsonValue String text) {

  /**
   * Checks that the text is one JSON value; line ends between its parts are taken out.
   *
   * @throws IllegalArgumentException if it is not, with the position of the fault
   */
  public JsonText {
    text = oneLine(text);
  }

  private static String oneLine(String text) {
    try {
      Json.check(text);
      return text.indexOf('\n') < 0 && text.indexOf('\r') < 0
          ? text
          : Json.MAPPER.readTree(text).toString();
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a JSON value: " + Json.reason(e), e);
    }
  }

  @JsonCreator
  static JsonText of(JsonNode node) {
    return new JsonText(node.toString());
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text;
  }
}
