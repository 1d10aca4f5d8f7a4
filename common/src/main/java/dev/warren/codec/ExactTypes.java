package dev.warren.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells the types that say all there is to know from those that leave something open. */
final class ExactTypes {

  private ExactTypes() {}

  static boolean isExact(Type type) {
    return isExact(type, new HashSet<>());
  }

  /** {@code open}: the records that were looked into already; they may contain themselves. */
  private static boolean isExact(Type type, Set<Type> open) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      return (isContainer(raw) || isConcrete(raw))
          && Stream.of(generic.getActualTypeArguments()).allMatch(each -> isExact(each, open));
    }
    if (type instanceof GenericArrayType array) {
      return isExact(array.getGenericComponentType(), open);
    }
    if (type instanceof Class<?> plain) {
      if (plain.isArray()) {
        return isExact(plain.getComponentType(), open);
      }
      if (plain.isRecord() && open.add(plain)) {
        return Stream.of(plain.getRecordComponents())
            .allMatch(each -> isExact(each.getGenericType(), open));
      }
      return plain.isPrimitive() || (plain.getTypeParameters().length == 0 && isConcrete(plain));
    }
    return false;
  }

  /** Whether a value of the type may be of a class below it, of which it says nothing. */
  static boolean isOpenClass(Type type) {
    return type instanceof Class<?> plain
        && isConcrete(plain)
        && !isContainer(plain)
        && !plain.isPrimitive()
        && !plain.isArray()
        && !plain.isEnum()
        && !Modifier.isFinal(plain.getModifiers());
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
