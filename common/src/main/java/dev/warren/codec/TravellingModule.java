package dev.warren.codec;

import java.util.ServiceLoader;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.module.SimpleModule;

/** Writes handles as references, and reads references as handles of the declared type. */
final class TravellingModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  @Override
  public void setupModule(SetupContext context) {
    addSerializer(Travelling.class, new Writer());
    super.setupModule(context);
    context.addDeserializers(new Readers());
  }

  private static final class Writer extends ValueSerializer<Travelling> {
    @Override
    public void serialize(Travelling value, JsonGenerator out, SerializationContext context) {
      out.writePOJO(value.reference());
    }
  }

  private static final class Readers implements Deserializers {

    @Override
    public ValueDeserializer<?> findBeanDeserializer(
        JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
      return hasDeserializerFor(config, type.getRawClass()) ? new Reader(type) : null;
    }

    @Override
    public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
      return Travelling.class.isAssignableFrom(type);
    }
  }

  private static final class Reader extends ValueDeserializer<Travelling> {

    private static final HandleOpener OPENER =
        ServiceLoader.load(HandleOpener.class, HandleOpener.class.getClassLoader())
            .findFirst()
            .orElseThrow();

    private final JavaType type;

    Reader(JavaType type) {
      this.type = type;
    }

    @Override
    public Travelling deserialize(JsonParser parser, DeserializationContext context) {
      Reference reference = context.readValue(parser, Reference.class);
      Travelling handle = OPENER.open(reference, ElementTypes.declared(type, reference.of()));
      if (!type.getRawClass().isInstance(handle)) {
        throw new UndecodableException(
            "a " + reference.kind() + " is no " + type.getRawClass().getTypeName());
      }
      return handle;
    }
  }
}
