package dev.warren.code;

import dev.warren.task.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The jars of a class path, each content once. Of folders with classes jars are made, in the
 * temporary folder, which are there until this is closed. Not thread-safe.
 */
public final class Jars implements AutoCloseable {

  private final Map<String, Jar> byContent = new LinkedHashMap<>();
  private final List<Path> temporary = new ArrayList<>();

  private Jars() {}

  /**
   * Looks at entries of a class path.
   *
   * @param entries jars, folders with classes, and {@code folder/*} for all jars in a folder, as
   *     for {@code java -cp}: links are followed, and jars bring along what the {@code Class-Path}
   *     in their manifest names
   * @return the jars, in the order of the class path
   * @throws CodeException if one of them cannot be read
   * @throws IllegalArgumentException if they are more than {@value Code#MOST_JARS}
   */
  public static Jars of(List<Path> entries) {
    Jars jars = new Jars();
    try {
      jars.read(entries);
      return jars;
    } catch (IOException e) {
      jars.close();
      throw CodeException.notRead(e);
    } catch (UncheckedIOException e) {
      jars.close();
      throw CodeException.notRead(e.getCause());
    } catch (RuntimeException e) {
      jars.close();
      throw e;
    }
  }

  private void read(List<Path> entries) throws IOException {
    for (Path each : ClassPathFiles.of(entries)) {
      Jar jar = Jar.of(Files.isDirectory(each) ? packed(each) : each);
      byContent.putIfAbsent(jar.sha256(), jar);
    }
    if (byContent.size() > Code.MOST_JARS) {
      throw new IllegalArgumentException(
          "code is at most "
              + Code.MOST_JARS
              + " jars, not "
              + byContent.size()
              + ": put several of them into one");
    }
  }

  private Path packed(Path folder) throws IOException {
    Path jar = Files.createTempFile("warren-code", ".jar");
    temporary.add(jar);
    FolderJar.pack(folder, jar);
    return jar;
  }

  /**
   * The jars.
   *
   * @return each content once, where it comes first
   */
  public List<Jar> list() {
    Collection<Jar> jars = byContent.values();
    return List.copyOf(jars);
  }

  /** Deletes those that were made of folders. */
  @Override
  public void close() {
    for (Path each : temporary) {
      // What cannot be deleted is in the temporary folder.
      each.toFile().delete();
    }
    temporary.clear();
  }
}
