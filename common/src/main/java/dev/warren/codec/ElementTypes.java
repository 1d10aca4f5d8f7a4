package dev.warren.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JavaType;

/** The types of what is behind a handle, by name and as the reader of the handle declares them. */
public final class ElementTypes {

  /** Where a reader declares nothing, as the erased parameters of a lambda, these will do. */
  private static final Map<String, Type> SIMPLE =
      Stream.of(
              Object.class,
              String.class,
              Boolean.class,
              Byte.class,
              Short.class,
              Integer.class,
              Long.class,
              Float.class,
              Double.class,
              BigInteger.class,
              BigDecimal.class)
          .collect(Collectors.toUnmodifiableMap(ElementTypes::name, type -> type));

  private ElementTypes() {}

  /**
   * Names a type, the same way in every process.
   *
   * @param type a class, or a generic type as reflection gives it
   * @return its name
   */
  public static String name(Type type) {
    return Json.MAPPER.constructType(type).toCanonical();
  }

  /**
   * What a reader declares to be behind a handle.
   *
   * @param handle the declared type of the handle
   * @param names what is behind it
   * @throws UndecodableException if that is something else
   */
  static List<Type> declared(JavaType handle, List<String> names) {
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      JavaType declared = handle.containedTypeOrUnknown(i);
      String name = names.get(i);
      Type type = declared.isJavaLangObject() ? SIMPLE.get(name) : plain(declared);
      if (declared.isJavaLangObject() ? type == null : !declared.toCanonical().equals(name)) {
        throw new UndecodableException(
            "it holds values of type "
                + name
                + ", but is declared as "
                + handle.toCanonical()
                + ": pass it as an argument of a method whose signature says the same");
      }
      types.add(type);
    }
    return types;
  }

  /** The same type in the words of reflection, which {@link ExactTypes} reads. */
  private static Type plain(JavaType type) {
    int count = type.containedTypeCount();
    if (count == 0 || type.isArrayType()) {
      return type.getRawClass();
    }
    Type[] arguments = new Type[count];
    Arrays.setAll(arguments, i -> plain(type.containedType(i)));
    return new Generic(type.getRawClass(), arguments);
  }

  private record Generic(Class<?> raw, Type[] arguments) implements ParameterizedType {

    @Override
    public Type[] getActualTypeArguments() {
      return arguments.clone();
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public Type getOwnerType() {
      return raw.getDeclaringClass();
    }
  }
}
