package dev.warren.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * All regular files under a folder, found as they are asked for: only the names in the folders on
 * the way to the current one are held. Symbolic links are not followed, and what is named {@code
 * .git} is left out.
 *
 * <p>It remembers the files that it has given away until their results are in. One thread walks,
 * another may ask for the rest.
 */
final class FileWalk implements Iterator<URI> {

  private static final String LEFT_OUT = ".git";

  private final String rootPath;
  private final Deque<Iterator<Path>> folders = new ArrayDeque<>();
  private final Map<Long, URI> open = new HashMap<>();
  private final List<String> unreadable = new ArrayList<>();
  private long given;
  private Path next;

  FileWalk(Path root) {
    String path = root.toUri().getRawPath();
    this.rootPath = path.endsWith("/") ? path : path + "/";
    enter(root);
  }

  @Override
  public boolean hasNext() {
    while (next == null && !folders.isEmpty()) {
      Iterator<Path> folder = folders.peek();
      if (folder.hasNext()) {
        look(folder.next());
      } else {
        folders.pop();
      }
    }
    return next != null;
  }

  @Override
  public URI next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more files");
    }
    URI file = next.toUri();
    next = null;
    synchronized (this) {
      open.put(given++, file);
    }
    return file;
  }

  /** The file of a result that has come in. */
  synchronized PathName close(long index) {
    return PathName.of(rootPath, open.remove(index));
  }

  /** The files whose results are not in. */
  synchronized List<PathName> open() {
    return open.values().stream().map(file -> PathName.of(rootPath, file)).sorted().toList();
  }

  /** The folders and files that could not even be looked at, each with the reason. */
  synchronized List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  private void look(Path entry) {
    if (entry.getFileName().toString().equals(LEFT_OUT)) {
      return;
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        enter(entry);
      } else if (attributes.isRegularFile()) {
        next = entry;
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private void enter(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> sorted = new ArrayList<>(entries.toList());
      Collections.sort(sorted);
      folders.push(sorted.iterator());
    } catch (IOException e) {
      failed(e);
    }
  }

  private synchronized void failed(IOException e) {
    unreadable.add(IoText.of(e));
  }
}
