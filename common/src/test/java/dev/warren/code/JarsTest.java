package dev.warren.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTest {

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void realPath() throws IOException {
    folder = temporary.toRealPath();
  }

  private Path file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Path jar(String name, String classPath) throws IOException {
    Path file = file(name, "");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new ZipEntry(name));
    }
    return file;
  }

  private static List<Path> files(Path... entries) {
    try (Jars jars = Jars.of(List.of(entries))) {
      return jars.list().stream().map(Jar::file).toList();
    }
  }

  private static String nameOf(Path entry) {
    try (Jars jars = Jars.of(List.of(entry))) {
      return jars.list().get(0).sha256();
    }
  }

  @Test
  void oneContentUnderTwoNamesShouldBeOneJarInTheFirstPlace() throws IOException {
    Path guava = file("lib/guava.jar", "guava");
    Path app = file("lib/app.jar", "app");
    file("plugins/guava-33.jar", "guava");

    assertThat(files(guava, folder.resolve("plugins/*"), app)).containsExactly(guava, app);
  }

  @Test
  void twoEmptyFoldersShouldBeOneJar() throws IOException {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));

    assertThat(files(one, two)).hasSize(1);
  }

  @Test
  void aStarShouldStandForTheJarsOfAFolderInOrderAndThroughLinks() throws IOException {
    Path upper = file("real/B.JAR", "b");
    Path lower = file("real/a.jar", "a");
    file("real/notes.txt", "no jar");
    file("real/deep/c.jar", "deeper");
    Path link = Files.createSymbolicLink(folder.resolve("lib"), folder.resolve("real"));

    assertThat(files(link.resolve("*")))
        .extracting(it -> it.toRealPath())
        .containsExactly(upper, lower);
  }

  @Test
  void jarsShouldBringWhatTheirManifestNames() throws IOException {
    Path last = file("lib/last.jar", "last");
    Path middle = jar("lib/middle.jar", "../app.jar last.jar missing.jar http://x/y.jar ::");
    Path app = jar("app.jar", "lib/middle.jar");
    Path other = file("other.jar", "other");

    assertThat(files(app, other)).containsExactly(app, middle, last, other);
  }

  @Test
  void aFolderShouldBeTheSameJarWheneverAndWherever() throws IOException {
    Path one = file("one/a/X.class", "x").getParent().getParent();
    Path two = file("two/a/X.class", "x").getParent().getParent();
    Files.setLastModifiedTime(two.resolve("a/X.class"), FileTime.fromMillis(1_000_000));
    TimeZone usual = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      String tokyo = nameOf(one);
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));

      assertThat(nameOf(two)).isEqualTo(tokyo);
    } finally {
      TimeZone.setDefault(usual);
    }
  }

  @Test
  void foldersShouldBePackedThroughLinks() throws IOException {
    file("real/X.class", "x");
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Files.createSymbolicLink(classes.resolve("linked"), folder.resolve("real"));

    try (Jars jars = Jars.of(List.of(classes));
        ZipFile zip = new ZipFile(jars.list().get(0).file().toFile())) {
      assertThat(zip.getEntry("linked/X.class")).isNotNull();
    }
  }

  @Test
  void whatWasMadeOfFoldersShouldGo() throws IOException {
    Path classes = file("classes/X.class", "x").getParent();
    Path own = file("own.jar", "own");
    List<Path> files;
    try (Jars jars = Jars.of(List.of(classes, own))) {
      files = jars.list().stream().map(Jar::file).toList();
      assertThat(files).allMatch(Files::exists);
    }

    assertThat(files.get(0)).doesNotExist();
    assertThat(own).exists();
  }

  @Test
  void tooManyShouldBeRefused() throws IOException {
    List<Path> many = new ArrayList<>();
    for (int i = 0; i <= Code.MOST_JARS; i++) {
      many.add(file(i + ".jar", "content " + i));
    }

    assertThatThrownBy(() -> Jars.of(many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("code is at most 1000 jars, not 1001: put several of them into one");
    assertThat(files(many.subList(1, many.size()).toArray(Path[]::new))).hasSize(Code.MOST_JARS);
  }

  @Test
  void whatCannotBeReadShouldBeSaid() {
    assertThatThrownBy(() -> Jars.of(List.of(folder.resolve("none.jar"))))
        .isInstanceOf(CodeException.class)
        .hasMessageContaining("the code cannot be read: NoSuchFile")
        .hasMessageContaining("none.jar");
  }
}
