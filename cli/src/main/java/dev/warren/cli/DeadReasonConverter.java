package dev.warren.cli;

import dev.warren.task.DeadReason;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads reasons as messages have them. */
final class DeadReasonConverter implements ITypeConverter<DeadReason> {

  @Override
  public DeadReason convert(String value) {
    try {
      return DeadReason.parse(value.strip().toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
