package dev.warren.cli;

import dev.warren.os.MemorySize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes of memory such as {@code 512m} or {@code 2g}. */
final class MemoryConverter implements ITypeConverter<Long> {

  @Override
  public Long convert(String value) {
    long bytes;
    try {
      bytes = MemorySize.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
    if (bytes == 0) {
      throw new TypeConversionException("a size of memory must be more than 0");
    }
    return bytes;
  }
}
