package dev.warren.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with its type arguments, which a class alone does not have: {@code new
 * TypeRef<List<Long>>() {}}. Immutable.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {

  private final Type type;

  /**
   * Creates one; to be called by anonymous subclasses.
   *
   * @throws IllegalArgumentException if the subclass does not say the type
   */
  protected TypeRef() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType generic)) {
      throw new IllegalArgumentException("say the type, as in new TypeRef<List<Long>>() {}");
    }
    type = generic.getActualTypeArguments()[0];
  }

  /**
   * The type.
   *
   * @return as reflection gives it
   */
  public final Type type() {
    return type;
  }
}
