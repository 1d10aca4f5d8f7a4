package dev.warren.cli;

import dev.warren.os.MemorySize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes of memory such as {@code 512m} or {@code 2g}. */
final class MemoryConverter implements ITypeConverter<Long> {

  @Override
  public Long convert(String value) {
    try {
      return MemorySize.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
