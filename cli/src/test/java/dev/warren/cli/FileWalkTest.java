package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWalkTest {

  @TempDir private Path folder;

  private void file(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, path);
  }

  private static List<String> names(FileWalk walk) {
    List<String> names = new ArrayList<>();
    for (long index = 0; walk.hasNext(); index++) {
      walk.next();
      names.add(walk.close(index).toString());
    }
    return names;
  }

  @Test
  void allRegularFilesShouldBeFoundButThoseOfGit() throws IOException {
    for (String each :
        List.of("b", "a/2", "a/1/x", "c d/e%20é", ".git/config", "a/.git/x", ".gitignore")) {
      file(each);
    }
    Files.createDirectories(folder.resolve("empty"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("b"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));

    assertThat(names(new FileWalk(folder)))
        .containsExactlyInAnyOrder("b", "a/2", "a/1/x", "c d/e%20é", ".gitignore");
  }

  @Test
  void filesShouldBeFoundWhileTheyAreAskedFor() throws IOException {
    file("a/1");
    file("b/1");
    FileWalk walk = new FileWalk(folder);

    assertThat(walk.next()).isEqualTo(folder.resolve("a/1").toUri());
    file("b/2");

    assertThat(walk).toIterable().extracting(URI::getPath).hasSize(2);
  }

  @Test
  void fileShouldBeOpenUntilItsResultIsIn() throws IOException {
    file("1");
    file("2");
    FileWalk walk = new FileWalk(folder);
    walk.next();
    walk.next();

    assertThat(walk.close(1)).hasToString("2");
    assertThat(walk.open()).extracting(PathName::toString).containsExactly("1");
    assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void folderThatCannotBeReadShouldBeReported() throws IOException {
    file("a/1");
    file("b");
    FileWalk walk = new FileWalk(folder);
    Files.delete(folder.resolve("a/1"));
    Files.delete(folder.resolve("a"));

    assertThat(names(walk)).containsExactly("b");
    assertThat(walk.unreadable()).containsExactly(folder.resolve("a") + ": no such file");
  }
}
