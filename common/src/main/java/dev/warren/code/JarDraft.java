package dev.warren.code;

import dev.warren.codec.CodePart;
import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * A jar that is being put together, in a file beside the one that it becomes. Somebody may have
 * begun to send it more than once: of each part the first one counts. Not thread-safe.
 */
final class JarDraft implements AutoCloseable {

  private final String sha256;
  private final long limit;
  private final Path target;
  private final Path draft;
  private final FileChannel out;
  private final BitSet there = new BitSet();
  private int count;

  JarDraft(String sha256, long limit, Path target) {
    this.sha256 = sha256;
    this.limit = limit;
    this.target = target;
    this.draft = target.resolveSibling(target.getFileName() + ".part");
    try {
      this.out =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw CodeException.notKept(sha256, e);
    }
  }

  /** Takes a part, if it is another one than those that have come. */
  void take(CodePart part) {
    if (part.isEnd() || (count > 0 && part.of() != count) || there.get(part.part())) {
      return;
    }
    long from = (long) part.part() * CodePart.SIZE;
    // The last part has a byte at least, so the first one that comes tells how large the jar is.
    if (Math.max(from + part.bytes().length, (part.of() - 1L) * CodePart.SIZE + 1) > limit) {
      throw CodeException.refused(
          sha256, "is larger than the " + limit + " bytes allowed here (--code-limit)");
    }
    try {
      ByteBuffer left = ByteBuffer.wrap(part.bytes());
      while (left.hasRemaining()) {
        out.write(left, from + left.position());
      }
    } catch (IOException e) {
      throw CodeException.notKept(sha256, e);
    }
    count = part.of();
    there.set(part.part());
  }

  boolean isWhole() {
    return count > 0 && there.cardinality() == count;
  }

  /** Puts the jar into its place, if it is as a whole what its name says; how many bytes it has. */
  long finish() {
    if (!isWhole()) {
      throw CodeException.missing(sha256, "is not on the broker as a whole: submit the work again");
    }
    try {
      if (!Jar.sha256(draft).equals(sha256)) {
        throw CodeException.refused(
            sha256,
            "is refused, since its content is another one than its name says: delete the queue"
                + " "
                + QueueSpec.code(sha256).name()
                + " and submit the work again");
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      return Files.size(target);
    } catch (IOException e) {
      throw CodeException.notKept(sha256, e);
    }
  }

  @Override
  public void close() {
    try (out) {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      throw CodeException.notKept(sha256, e);
    }
  }
}
