package dev.warren.cli.parallel;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.Stdio;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Packs and unpacks the files of a job on this side, with this machine's tar. */
final class Postman {

  private Postman() {}

  /**
   * Writes an archive of the files, closes the target and counts the bytes. A command that does not
   * read them says itself why.
   *
   * @throws TransferException if not all of them are packed
   */
  static long send(List<String> names, OutputStream target) throws InterruptedException {
    Command tar = tar(List.of("-cf", "-"), names).stdin(Stdio.DEVNULL).stdout(Stdio.PIPE);
    try (target;
        Popen packing = tar.start()) {
      long sent = Pumps.read(packing.stdout(), (bytes, length) -> target.write(bytes, 0, length));
      if (packing.waitFor() != 0) {
        throw new TransferException("not all files could be sent: " + listed(names));
      }
      return sent;
    } catch (IOException e) {
      return 0; // The reader has gone.
    }
  }

  /**
   * Unpacks these files, and no others, from an archive.
   *
   * @throws TransferException if not all of them are unpacked, and {@code all} should be there
   */
  static void unpack(List<String> names, FileOutput archive, boolean all)
      throws InterruptedException {
    Command tar =
        tar(List.of("-xof", "-"), names)
            .stdin(Stdio.PIPE)
            .stderr(all ? Stdio.INHERIT : Stdio.DEVNULL);
    try (Popen unpacking = tar.start()) {
      boolean read = write(archive, unpacking.stdin());
      if ((unpacking.waitFor() != 0 || !read) && all) {
        throw new TransferException("not all files could be put here: " + listed(names));
      }
    }
  }

  /** Whether tar has read it to its end. */
  private static boolean write(FileOutput archive, OutputStream stdin) {
    try (stdin) {
      archive.writeTo(stdin);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String listed(List<String> names) {
    return Octets.text(String.join(", ", names));
  }

  /** Run by a shell, which is given names as the bytes they are. */
  private static Command tar(List<String> options, List<String> names) {
    List<String> words = new ArrayList<>(List.of("exec", "tar"));
    words.addAll(options);
    words.add("--");
    names.forEach(each -> words.add(ShellQuote.quote(each)));
    return Command.of(RunSettings.SHELL, "-c", Octets.carried(String.join(" ", words)));
  }
}
