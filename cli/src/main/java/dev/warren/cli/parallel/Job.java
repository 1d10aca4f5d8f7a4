package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Segment.Filling;
import java.util.List;

/**
 * One command to be run.
 *
 * @param place its place among those that this run runs, from 0
 * @param sequence its number in the input, from 1
 * @param arguments its arguments, as octets
 */
record Job(long place, long sequence, List<String> arguments) {

  Filling filling(int slot) {
    return new Filling(arguments, sequence, slot);
  }
}
