package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeFolderTest {

  @TempDir Path parent;

  private Path left(String name, Instant at) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    Files.createFile(folder.resolve("lock"));
    Files.createFile(folder.resolve("some.jar"));
    return Files.setLastModifiedTime(folder, FileTime.from(at));
  }

  private static Instant longAgo() {
    return Instant.now().minusSeconds(600);
  }

  @Test
  void aFolderShouldBeForItsOwnerAndCarryThePid() throws IOException {
    try (CodeFolder folder = new CodeFolder(parent)) {
      folder.ensure();

      Path path = folder.file("x").getParent();
      assertThat(path.getFileName().toString())
          .startsWith("warren-code-" + ProcessHandle.current().pid() + "-");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatDeadHostsHaveLeftShouldBeSwept() throws IOException {
    Path dead = left("warren-code-1-dead", longAgo());
    Path other = left("warren-other", longAgo());

    CodeFolder.sweep(parent);

    assertThat(dead).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void whatIsBeingMadeShouldStay() throws IOException {
    Path young = left("warren-code-1-young", Instant.now());

    CodeFolder.sweep(parent);

    assertThat(young).exists();
  }

  @Test
  void whatAnotherHostUsesShouldStay() throws IOException {
    Path used = left("warren-code-1-used", longAgo());
    try (FileChannel channel = FileChannel.open(used.resolve("lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      CodeFolder.sweep(parent);

      assertThat(lock.isValid()).isTrue();
      assertThat(used.resolve("some.jar")).exists();
    }
  }

  @Test
  void whatAHostOfThisJvmUsesShouldStay() throws IOException {
    try (CodeFolder folder = new CodeFolder(parent)) {
      folder.ensure();
      Path path = folder.file("x").getParent();
      Files.setLastModifiedTime(path, FileTime.from(longAgo()));

      CodeFolder.sweep(parent);

      assertThat(path).exists();
    }
  }

  @Test
  void aSweepOfNothingShouldDoNothing() {
    CodeFolder.sweep(parent.resolve("none"));

    assertThat(parent).isEmptyDirectory();
  }
}
