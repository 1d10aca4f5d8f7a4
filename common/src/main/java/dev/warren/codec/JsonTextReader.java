package dev.warren.codec;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads a {@link JsonText} in the middle of a document, its numbers to the letter. */
final class JsonTextReader extends ValueDeserializer<JsonText> {

  @Override
  public JsonText deserialize(JsonParser parser, DeserializationContext context) {
    LineBuffer text = new LineBuffer();
    try (JsonGenerator out = Json.MAPPER.createGenerator(text)) {
      int depth = 0;
      for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
        if (token.isNumeric()) {
          out.writeNumber(parser.getString());
        } else {
          out.copyCurrentEvent(parser);
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 0) {
          break;
        }
      }
    }
    return new JsonText(new String(text.toByteArray(), StandardCharsets.UTF_8));
  }
}
