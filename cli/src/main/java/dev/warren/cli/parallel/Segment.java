package dev.warren.cli.parallel;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A part of a template. */
sealed interface Segment {

  /** What stands there for a job; {@code quote} for what comes from its arguments. */
  String of(Filling filling, UnaryOperator<String> quote);

  /** Whether it takes all arguments, so that a word with it can be repeated for each. */
  default boolean takesAll() {
    return false;
  }

  /**
   * What a template is filled with.
   *
   * @param arguments the arguments of the job
   * @param sequence its number, from 1
   * @param slot the number of the slot that it runs in, from 1
   */
  record Filling(List<String> arguments, long sequence, int slot) {

    Filling with(String argument) {
      return new Filling(List.of(argument), sequence, slot);
    }
  }

  /** Text that stays as it is. */
  record Literal(String text) implements Segment {
    @Override
    public String of(Filling filling, UnaryOperator<String> quote) {
      return text;
    }
  }

  /** The number of the job. */
  record Sequence() implements Segment {
    @Override
    public String of(Filling filling, UnaryOperator<String> quote) {
      return Long.toString(filling.sequence());
    }
  }

  /** The number of the slot. */
  record Slot() implements Segment {
    @Override
    public String of(Filling filling, UnaryOperator<String> quote) {
      return Integer.toString(filling.slot());
    }
  }

  /** All arguments, with a space between them. */
  record All(Replacement replacement) implements Segment {
    @Override
    public String of(Filling filling, UnaryOperator<String> quote) {
      return filling.arguments().stream()
          .map(replacement::of)
          .map(quote)
          .collect(Collectors.joining(" "));
    }

    @Override
    public boolean takesAll() {
      return true;
    }
  }

  /** One argument, from the front (1, 2, ...) or from the end (-1, -2, ...); nothing if missing. */
  record One(int position, Replacement replacement) implements Segment {
    @Override
    public String of(Filling filling, UnaryOperator<String> quote) {
      List<String> all = filling.arguments();
      int index = position > 0 ? position - 1 : all.size() + position;
      return index < 0 || index >= all.size() ? "" : quote.apply(replacement.of(all.get(index)));
    }
  }
}
