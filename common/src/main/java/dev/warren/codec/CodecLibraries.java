package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** What this package needs beside the JDK, itself included. */
public final class CodecLibraries {

  private CodecLibraries() {}

  /**
   * One class of each library.
   *
   * @return classes that are loaded from different jars, as a rule
   */
  public static List<Class<?>> oneClassOfEach() {
    return List.of(Json.class, JsonMapper.class, JsonFactory.class, JsonProperty.class);
  }
}
