package dev.warren.codec;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Tells the types that say all there is to know from those that leave something open. */
final class ExactTypes {

  private ExactTypes() {}

  static boolean isExact(Type type) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        if (!isExact(argument)) {
          return false;
        }
      }
      return isContainer((Class<?>) generic.getRawType())
          || isConcrete((Class<?>) generic.getRawType());
    }
    if (type instanceof Class<?> plain) {
      if (plain.isArray()) {
        return isExact(plain.getComponentType());
      }
      return plain.isPrimitive()
          || (plain.getTypeParameters().length == 0 && isConcrete(plain));
    }
    return false;
  }

  private static boolean isConcrete(Class<?> type) {
    return type != Object.class && !Modifier.isAbstract(type.getModifiers());
  }

  private static boolean isContainer(Class<?> type) {
    return Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type)
        || type == Optional.class
        || type == Iterable.class;
  }
}
