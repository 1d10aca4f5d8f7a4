package dev.warren.codec;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the arguments of a method from a JSON array. Thread-safe. */
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
    int next = 0;
    try (JsonParser parser = Json.MAPPER.createParser(bytes, from, to - from)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new UndecodableException("the arguments are not a JSON array");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (next < values.length) {
          values[next] = parameters.get(next).readNext(parser);
        } else {
          parser.skipChildren();
        }
        next++;
      }
    } catch (JacksonException e) {
      throw new UndecodableException(
          next < values.length
              ? "argument " + (next + 1) + " must be " + typeName(next) + ": " + Json.reason(e)
              : "the arguments are not a JSON array: " + Json.reason(e),
          e);
    }
    if (next != values.length) {
      throw new UndecodableException(
          "takes " + values.length + (values.length == 1 ? " argument" : " arguments") + ", got " + next);
    }
    return values;
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
      return Json.read(array, 0, array.length, Object[].class).length;
    } catch (JacksonException e) {
      throw new UndecodableException("not a JSON array: " + Json.reason(e), e);
    }
  }

  private String typeName(int parameter) {
    return parameters.get(parameter).type().getTypeName();
  }
}
