package dev.warren.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processors of this machine. */
public final class Cpu {

  /** Where Linux lists its processors, as in {@code 0-3,6}. */
  private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");

  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

  private Cpu() {}

  /**
   * How many processors the machine has that are switched on, whether this process may use them or
   * not (Python: {@code os.cpu_count}). Where the system does not tell, as many as {@link
   * #usable()}.
   *
   * @return at least {@link #usable()}
   */
  public static int count() {
    return count(ONLINE, usable());
  }

  static int count(Path list, int atLeast) {
    try {
      return Math.max(atLeast, countOf(Files.readString(list).strip()));
    } catch (IOException e) {
      return atLeast;
    }
  }

  /** The size of a list of ranges; 0 if it is none. */
  private static int countOf(String ranges) {
    int count = 0;
    for (String each : ranges.split(",", -1)) {
      Matcher range = RANGE.matcher(each);
      if (!range.matches()) {
        return 0;
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      count += Math.max(0, last - first + 1);
    }
    return count;
  }

  /**
   * How many processors this process may use: what containers and CPU affinity leave of the
   * machine's (Python: {@code os.process_cpu_count}).
   *
   * @return at least 1
   */
  public static int usable() {
    return Runtime.getRuntime().availableProcessors();
  }
}
