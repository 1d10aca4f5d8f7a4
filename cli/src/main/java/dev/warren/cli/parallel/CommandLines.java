package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Segment.Filling;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/**
 * A command line for each line of an input, ready for any shell anywhere: what is no ASCII the
 * shell itself makes. Not thread-safe.
 */
public final class CommandLines implements Iterator<String> {

  private static final int NO_SLOT = 0;

  private final Template template;
  private final Records lines;
  private long sequence;

  /**
   * Begins with the first line.
   *
   * @param command the command with its replacement strings; the line goes to its end if it has
   *     none
   * @param name what messages call the input
   * @param in the input
   * @throws IllegalArgumentException if the command has a replacement string that is not here, or
   *     is empty
   */
  public CommandLines(String command, String name, InputStream in) {
    if (command.isBlank()) {
      throw new IllegalArgumentException(
          "the command is empty: say what is to be run, as 'gzip {}'");
    }
    this.template = Template.ofCommand(List.of(Octets.ofText(command)), Template.WHOLE_LINE, false);
    if (template.namesSlot()) {
      throw new IllegalArgumentException(
          "{%} is the number of a slot, and the commands of a job have none: use {#}");
    }
    this.lines = new Records(name, in, (byte) '\n');
  }

  @Override
  public boolean hasNext() {
    return lines.hasNext();
  }

  /**
   * The command of the next line.
   *
   * @return a line for a POSIX shell, in ASCII
   * @throws IllegalArgumentException if no system takes it
   */
  @Override
  public String next() {
    String argument = lines.next();
    sequence++;
    String octets = template.command(new Filling(List.of(argument), sequence, NO_SLOT), false);
    if (octets.indexOf('\0') >= 0) {
      throw refused("has a NUL, which no command takes");
    }
    String line = Octets.ascii(octets);
    if (line.length() > LineLimit.MOST_BYTES) {
      throw refused(
          "makes a command of "
              + line.length()
              + " bytes, and the longest has "
              + LineLimit.MOST_BYTES);
    }
    return line;
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "line " + sequence + " " + why + "; nothing of the job will run");
  }

  /**
   * Counts them.
   *
   * @return how many there were
   */
  public long count() {
    return sequence;
  }
}
