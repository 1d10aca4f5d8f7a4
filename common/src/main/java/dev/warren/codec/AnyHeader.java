package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/** What the first line of a message has in every version of the protocol, whatever else it has. */
record AnyHeader(
    @JsonProperty(required = true) int v, @JsonProperty(required = true) long batch, String host) {

  private static final ObjectReader READER =
      Json.MAPPER
          .readerFor(AnyHeader.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  AnyHeader {
    host = host == null ? "" : host;
  }

  /**
   * Looks at a first line that cannot be read.
   *
   * @throws OtherVersionException if that is because of its version
   */
  static void check(byte[] bytes, int end) {
    AnyHeader header;
    try {
      header = READER.readValue(bytes, 0, end);
    } catch (JacksonException e) {
      return; // It is of no version.
    }
    if (header != null && header.v != BatchCodec.VERSION) {
      throw new OtherVersionException(header);
    }
  }
}
