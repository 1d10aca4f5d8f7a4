package dev.warren.codec;

import java.lang.reflect.Type;
import java.util.List;

/**
 * Makes handles of references. Found by {@link java.util.ServiceLoader}, so that this package need
 * not know what there is handles of.
 */
public interface HandleOpener {

  /**
   * Makes a handle.
   *
   * @param reference what it stands for
   * @param types the types of what is in it, as the reader declares them
   * @return a handle of the reference's kind
   * @throws IllegalArgumentException if there is no such kind
   */
  Travelling open(Reference reference, List<Type> types);
}
