package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A JSON value kept as text, for arguments and results whose Java type is not at hand. It travels
 * as the value that it is, not as a string.
 *
 * @param text one JSON value on one line
 */
@JsonDeserialize(using = JsonTextReader.class)
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
      return text.replace("\n", "").replace("\r", "");
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a JSON value: " + Json.reason(e), e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
