package dev.warren.codec;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the arguments of a method from a JSON array, and knows which ones would come out of it
 * changed. Thread-safe.
 */
public final class ArgumentCodec {

  private final List<ValueCodec> parameters = new ArrayList<>();

  /**
   * Makes the codec for a list of parameters.
   *
   * @param types the parameters' types, in full generic form
   * @throws IllegalArgumentException if one of them cannot be read from JSON
   */
  public ArgumentCodec(List<? extends Type> types) {
    for (Type each : types) {
      parameters.add(ValueCodec.of(each));
    }
  }

  /**
   * Reads the arguments.
   *
   * @param bytes where the array stands
   * @param from where it begins
   * @param to where it ends
   * @return one value for each parameter
   * @throws UndecodableException if there are too few or too many, or one does not fit; the message
   *     says which
   */
  public Object[] read(byte[] bytes, int from, int to) {
    Object[] values = new Object[parameters.size()];
    int found;
    try (JsonParser parser = Json.MAPPER.createParser(bytes, from, to - from)) {
      found = readAll(parser, values);
    } catch (JacksonException e) {
      throw new UndecodableException("the arguments are not a JSON array: " + Json.reason(e), e);
    }
    if (found != values.length) {
      throw new UndecodableException(
          "takes "
              + values.length
              + (values.length == 1 ? " argument" : " arguments")
              + ", got "
              + found);
    }
    return values;
  }

  private int readAll(JsonParser parser, Object[] values) {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw new UndecodableException("the arguments are not a JSON array");
    }
    int found = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (found < values.length) {
        values[found] = readOne(parser, found);
      } else {
        parser.skipChildren();
      }
      found++;
    }
    if (parser.nextToken() != null) {
      throw new UndecodableException("there is something behind the array of arguments");
    }
    return found;
  }

  /** Refuses arguments that would come out as something else, given what was written of them. */
  void checkUnchanged(Object[] values, byte[] array) {
    Object[] back;
    try {
      back = read(array, 0, array.length);
    } catch (UndecodableException e) {
      throw new UnencodableException("the arguments cannot be read back: " + e.getMessage(), e);
    }
    for (int i = 0; i < values.length; i++) {
      if (!parameters.get(i).covers(values[i])) {
        parameters.get(i).checkSame(values[i], back[i]);
      }
    }
  }

  /** Whether the parameters' types say all about the arguments. */
  boolean cover(Object[] values) {
    for (int i = 0; i < values.length && i < parameters.size(); i++) {
      if (!parameters.get(i).covers(values[i])) {
        return false;
      }
    }
    return true;
  }

  private Object readOne(JsonParser parser, int index) {
    ValueCodec codec = parameters.get(index);
    try {
      return codec.readNext(parser);
    } catch (RuntimeException | Error e) {
      // Not the reader's alone: the constructor of a user's type may throw whatever it likes.
      throw new UndecodableException(
          "argument "
              + (index + 1)
              + " must be "
              + codec.type().getTypeName()
              + ": "
              + Json.reason(e),
          e);
    }
  }

  /**
   * Counts the values of an array.
   *
   * @param array a JSON array
   * @return how many values it holds
   * @throws UndecodableException if it is not an array
   */
  public static int count(byte[] array) {
    try {
      Object[] values = Json.read(array, 0, array.length, Object[].class);
      if (values == null) {
        throw new UndecodableException("not a JSON array: null");
      }
      return values.length;
    } catch (JacksonException e) {
      throw new UndecodableException("not a JSON array: " + Json.reason(e), e);
    }
  }
}
