package dev.warren.codec;

import java.io.OutputStream;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * The one JSON mapper, and how strict it is: what does not fit is refused, never bent into shape.
 * No type names travel in the JSON, so a message cannot choose which class is created.
 */
final class Json {

  /** Deeper nesting is refused: it could exhaust a reader's stack. */
  static final int MAX_DEPTH = 200;

  /** Longer strings are refused; a message is smaller than this. */
  static final int MAX_STRING = 100 * 1024 * 1024;

  /**
   * Numbers of more digits are refused: reading one takes more than in proportion to its length.
   */
  static final int MAX_NUMBER = 1_000_000;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .maxNameLength(MAX_STRING)
                          .maxNumberLength(MAX_NUMBER)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .findAndAddModules()
          .addModule(new TravellingModule())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .withCoercionConfig(LogicalType.Textual, Json::onlyText)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
          .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .build();

  private Json() {}

  private static void onlyText(MutableCoercionConfig text) {
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

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

  /**
   * Writes a value of a user's type, whose own code may do anything while it is written.
   *
   * @param limit how many bytes it may take
   * @param what what the value is, for the message
   * @throws UnencodableException if it cannot be written, or takes more than its limit
   */
  static void writeForeign(Object value, LineBuffer out, int limit, Supplier<String> what) {
    BoundedOutput bounded = new BoundedOutput(out, limit);
    int from = out.size();
    try {
      MAPPER.writeValue(bounded, value);
    } catch (StackOverflowError e) {
      throw new UnencodableException(
          what.get() + " cannot be written as JSON: it refers to itself or is nested too deeply",
          e);
    } catch (RuntimeException | Error e) {
      throw new UnencodableException(
          bounded.isOver()
              ? tooLarge(what.get(), limit)
              : what.get() + " cannot be written as JSON: " + reason(e),
          e);
    }
    out.keepOneLine(from);
  }

  static String tooLarge(String what, int limit) {
    return what
        + " takes more than "
        + limit
        + " bytes as JSON, the limit: write it to a file or a store and pass its name";
  }

  static <T> T read(byte[] bytes, int from, int to, Class<T> type) {
    return MAPPER.readValue(bytes, from, to - from, type);
  }

  /** A reason that fits in one line, with the position but without the document. */
  static String reason(Throwable thrown) {
    if (!(thrown instanceof JacksonException e)) {
      return thrown.toString();
    }
    String message = e.getOriginalMessage();
    int line = message == null ? -1 : message.indexOf('\n');
    String text = line < 0 ? String.valueOf(message) : message.substring(0, line);
    var location = e.getLocation();
    String where =
        location == null || location.getColumnNr() <= 0
            ? ""
            : " (column " + location.getColumnNr() + ")";
    String path = e.getPath().isEmpty() ? "" : " at " + e.getPathReference();
    return text + path + where;
  }
}
