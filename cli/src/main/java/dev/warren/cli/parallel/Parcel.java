package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Segment.Filling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The files of one job, which travel on the standard streams of its command: so they are on the
 * host that runs it, whichever that is, and need no other way there. The command gets a folder of
 * its own. A tar archive comes in on the standard input; another one follows the command's standard
 * output: before it stands a mark, and behind it the mark again and how long it is.
 */
final class Parcel {

  private static final int DIGITS = 20;

  private final List<String> sent;
  private final List<String> returned;
  private final boolean cleansUp;
  private final String mark = "warren-parcel-" + UUID.randomUUID() + " ";

  /**
   * The files of a job.
   *
   * @throws TransferException if a name leads out of the folder, or there is no such file to send
   */
  Parcel(TransferSettings settings, Filling filling) {
    this.sent = settings.sent().stream().map(each -> name(each, filling)).toList();
    this.returned = settings.returned().stream().map(each -> name(each, filling)).toList();
    this.cleansUp = settings.cleansUp();
    for (String each : sent) {
      if (isMissing(each)) {
        throw new TransferException("cannot send " + Octets.text(each) + ": no such file");
      }
    }
  }

  /** Of a name that Java does not know how to write tar will say it. */
  private static boolean isMissing(String name) {
    return Octets.fileName(name).filter(it -> !Files.exists(Path.of(it))).isPresent();
  }

  private static String name(Template template, Filling filling) {
    String name = template.plain(filling);
    if (name.isEmpty() || name.startsWith("/") || ("/" + name + "/").contains("/../")) {
      throw new TransferException(
          "cannot send or return '"
              + Octets.text(name)
              + "': files travel by names under the current folder, as they have them on the host");
    }
    return name;
  }

  List<String> sent() {
    return sent;
  }

  List<String> returned() {
    return returned;
  }

  /** What stands before what has come back, and before its length. */
  byte[] mark() {
    return Octets.bytes(mark);
  }

  /** How many bytes the mark and the length take. */
  int trailerSize() {
    return mark.length() + DIGITS;
  }

  /** What the host runs: the command line between unpacking and packing. */
  String script(String shell, String line) {
    StringBuilder script = new StringBuilder();
    script.append("w=$(mktemp -d \"${TMPDIR:-/tmp}/warren-parallel.XXXXXXXX\") || exit 255\n");
    if (cleansUp) {
      script.append("trap 'rm -rf \"$w\"' EXIT\n");
    }
    script.append("mkdir \"$w/job\" && cd \"$w/job\" || exit 255\n");
    if (!sent.isEmpty()) {
      script.append("tar -xof - || exit 255\n");
    }
    script.append(ShellQuote.quote(shell)).append(" -c ").append(ShellQuote.quote(line));
    script.append(" </dev/null\ncode=$?\n");
    if (!returned.isEmpty()) {
      script
          .append("tar -cf ../back -- ")
          .append(returned.stream().map(ShellQuote::quote).collect(Collectors.joining(" ")))
          .append(" || [ $code -ne 0 ] || code=1\n")
          .append("printf '")
          .append(mark)
          .append("'\ncat ../back && printf '")
          .append(mark)
          .append("%0" + DIGITS + "d' $(wc -c <../back)\n");
    }
    return script.append("exit $code\n").toString();
  }
}
