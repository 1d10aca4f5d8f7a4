package dev.warren.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A command or a worker process and all that descends from it. A process that has lost its parent
 * is no descendant to the operating system any more; so each family has a mark in its environment,
 * which is inherited. Immutable.
 */
public final class Family {

  /** The environment variable with the marks of a process, the outermost family first. */
  public static final String VARIABLE = "WARREN_COMMAND_ID";

  private static final Path PROCESSES = Path.of("/proc");

  /** More than any family but one that multiplies as fast as it is killed. */
  private static final int MOST_ROUNDS = 1_000;

  private final String mark;

  /** A family with a mark of its own. */
  public Family() {
    this(UUID.randomUUID());
  }

  /**
   * A family by its mark.
   *
   * @param mark no other family's
   */
  public Family(UUID mark) {
    this.mark = mark.toString();
  }

  /**
   * What its members have in their environment.
   *
   * @return the mark
   */
  public String mark() {
    return mark;
  }

  /**
   * Puts the mark into an environment, behind those of the families that this one belongs to.
   *
   * @param environment the environment of a process that is to be started
   */
  public void putInto(Map<String, String> environment) {
    environment.merge(VARIABLE, mark, (outer, inner) -> outer + "/" + inner);
  }

  /**
   * Kills all that have the mark. One that was sent SIGKILL starts nobody any more, so what is not
   * there when all are killed will not come.
   */
  public void kill() {
    kill(Stream::empty);
  }

  /**
   * Kills all that have the mark, and a process with all its descendants, also those that have
   * thrown the mark away.
   *
   * @param root the process
   */
  public void kill(ProcessHandle root) {
    kill(() -> Stream.concat(Stream.of(root), root.descendants()));
  }

  private void kill(Supplier<Stream<ProcessHandle>> tree) {
    Set<ProcessHandle> killed = new HashSet<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Set<ProcessHandle> fresh = alive(tree.get());
      fresh.removeAll(killed);
      if (fresh.isEmpty()) {
        return;
      }
      fresh.forEach(ProcessHandle::destroyForcibly);
      killed.addAll(fresh);
    }
  }

  private Set<ProcessHandle> alive(Stream<ProcessHandle> tree) {
    Set<ProcessHandle> all = new HashSet<>(marked());
    tree.filter(ProcessHandle::isAlive).forEach(all::add);
    return all;
  }

  /** Those with the mark; none on systems that do not show the environment of a process. */
  private Set<ProcessHandle> marked() {
    Set<ProcessHandle> marked = new HashSet<>();
    if (Files.isDirectory(PROCESSES)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
        for (Path each : all) {
          handle(each).filter(ProcessHandle::isAlive).ifPresent(marked::add);
        }
      } catch (IOException e) {
        return marked; // Without those that cannot be seen.
      }
    }
    return marked;
  }

  private Optional<ProcessHandle> handle(Path process) {
    try {
      String environment =
          Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      return environment.contains(mark)
          ? ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // It has ended, or belongs to somebody else.
    }
  }
}
