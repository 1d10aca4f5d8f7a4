package dev.warren.codec;

/**
 * A handle to something that stays where it is: in messages it is a {@link Reference}, from which a
 * {@link HandleOpener} makes a handle in the process that reads it.
 */
public interface Travelling {

  /**
   * What stands for this handle in a message.
   *
   * @return the reference
   */
  Reference reference();
}
