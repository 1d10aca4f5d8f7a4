package dev.warren.codec;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * Reads and writes values of one type, in the type's full generic form. Thread-safe.
 *
 * <p>Where the form is not known to the end (the erased {@code List} of a lambda, a record with an
 * {@code Object} in it), a value is checked by reading it back: one that would come out as
 * something else, as a {@code List<Long>} would, is refused rather than changed.
 */
public final class ValueCodec {

  /**
   * The largest value that travels, in bytes of JSON: RabbitMQ 4 takes messages of up to 16 MiB
   * unless it is configured otherwise.
   */
  public static final int MAX_BYTES = 15 * 1024 * 1024;

  private final Type type;
  private final ObjectReader reader;
  private final ObjectReader inner;
  private final boolean exact;

  /** The class whose subclasses would come out as it; null if there are none that matter. */
  private final Class<?> plain;

  private ValueCodec(Type type) {
    this.type = type;
    this.reader = Json.MAPPER.readerFor(Json.MAPPER.constructType(type));
    this.inner = reader.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.exact = ExactTypes.isExact(type);
    this.plain = ExactTypes.isOpenClass(type) ? (Class<?>) type : null;
  }

  /**
   * Makes the codec of a type.
   *
   * @param type a class, or a generic type as reflection gives it
   * @return its codec
   * @throws IllegalArgumentException if the type cannot be read from JSON
   */
  public static ValueCodec of(Type type) {
    try {
      return new ValueCodec(type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          type.getTypeName() + " cannot be read from JSON: " + Json.reason(e), e);
    }
  }

  /**
   * Writes a value.
   *
   * @param value the value, possibly null
   * @return its JSON text
   * @throws UnencodableException if it cannot travel unchanged
   */
  public byte[] write(Object value) {
    LineBuffer out = new LineBuffer();
    write(value, out);
    return out.toByteArray();
  }

  void write(Object value, LineBuffer out) {
    int from = out.size();
    Json.writeForeign(value, out, MAX_BYTES, () -> describe(value));
    if (!covers(value)) {
      checkUnchanged(value, out.copyFrom(from));
    }
  }

  /**
   * Reads a value.
   *
   * @param bytes where its JSON text stands
   * @param from where it begins
   * @param to where it ends
   * @return the value, possibly null
   * @throws UndecodableException if the text is not such a value
   */
  public Object read(byte[] bytes, int from, int to) {
    try {
      return type == JsonText.class
          ? new JsonText(new String(bytes, from, to - from, StandardCharsets.UTF_8))
          : reader.readValue(bytes, from, to - from);
    } catch (RuntimeException | Error e) {
      // Not the reader's alone: the constructor of a user's type may throw whatever it likes.
      throw new UndecodableException("expected " + type.getTypeName() + ": " + Json.reason(e), e);
    }
  }

  /**
   * Reads a value that stands alone.
   *
   * @param bytes its JSON text
   * @return the value, possibly null
   * @throws UndecodableException if the text is not such a value
   */
  public Object read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  /** Reads a value in the middle of a document. */
  Object readNext(JsonParser parser) {
    return inner.readValue(parser);
  }

  Type type() {
    return type;
  }

  /** Whether the type says all about a value, so that it comes out as it is. */
  boolean covers(Object value) {
    return value == null || (exact && (plain == null || value.getClass() == plain));
  }

  private void checkUnchanged(Object value, byte[] bytes) {
    Object back;
    try {
      back = reader.readValue(bytes);
    } catch (RuntimeException | Error e) {
      throw new UnencodableException(
          describe(value) + " cannot be read back as " + type.getTypeName() + ": " + Json.reason(e),
          e);
    }
    checkSame(value, back);
  }

  /** Refuses a value that has come out as something else. */
  void checkSame(Object value, Object back) {
    if (!Objects.deepEquals(value, back)) {
      throw new UnencodableException(
          describe(value)
              + " would come out changed, because the type "
              + type.getTypeName()
              + " does not say what is in it: use a method reference whose signature does",
          null);
    }
  }

  private static String describe(Object value) {
    return value == null ? "null" : "a value of type " + value.getClass().getTypeName();
  }
}
