package dev.warren.codec;

import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one JSON mapper, and how strict it is: what does not fit is refused, never bent into shape. No
 * type names travel in the JSON, so a message cannot choose which class is created.
 */
final class Json {

  /** Deeper nesting is refused: it could exhaust a reader's stack. */
  static final int MAX_DEPTH = 200;

  /** Longer strings are refused; a message is smaller than this. */
  static final int MAX_STRING = 100 * 1024 * 1024;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .build())
                  .build())
          .findAndAddModules()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();

  private Json() {}

  /** Reads through a text without keeping anything. */
  static void check(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new IllegalArgumentException("not a JSON value: nothing but white space");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("not a JSON value: there is more behind the first one");
      }
    }
  }

  static void write(Object value, OutputStream out) {
    MAPPER.writeValue(out, value);
  }

  static <T> T read(byte[] bytes, int from, int to, Class<T> type) {
    return MAPPER.readValue(bytes, from, to - from, type);
  }

  /** A reason that fits in one line, with the position but without the document. */
  static String reason(JacksonException e) {
    String message = e.getOriginalMessage();
    int line = message == null ? -1 : message.indexOf('\n');
    String text = line < 0 ? String.valueOf(message) : message.substring(0, line);
    var location = e.getLocation();
    String where =
        location == null || location.getColumnNr() <= 0 ? "" : " (column " + location.getColumnNr() + ")";
    String path = e.getPath().isEmpty() ? "" : " at " + e.getPathReference();
    return text + path + where;
  }

}
