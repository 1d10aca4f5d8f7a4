package dev.warren.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.codec.CodePart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarDraftTest {

  private static final byte[] CONTENT = new byte[CodePart.SIZE + 5];

  @TempDir Path folder;
  private Path target;
  private String name;

  @BeforeEach
  void content() throws IOException {
    new Random(7).nextBytes(CONTENT);
    target = folder.resolve("some.jar");
    name = Jar.sha256(Files.write(folder.resolve("source.jar"), CONTENT));
  }

  /** Whatever becomes of it, nothing is left but what is whole. */
  @AfterEach
  void noDraftShouldBeLeft() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(Path::toString)).noneMatch(it -> it.endsWith(".part"));
    }
  }

  private static CodePart part(int part) {
    int from = part * CodePart.SIZE;
    return new CodePart(
        part, 2, Arrays.copyOfRange(CONTENT, from, Math.min(from + CodePart.SIZE, CONTENT.length)));
  }

  private JarDraft draft(long limit) {
    return new JarDraft(name, limit, target);
  }

  @Test
  void partsShouldMakeTheJarInAnyOrder() {
    try (JarDraft draft = draft(CONTENT.length)) {
      draft.take(part(1));
      draft.take(CodePart.end(2));
      assertThat(draft.isWhole()).isFalse();
      draft.take(part(0));
      assertThat(draft.isWhole()).isTrue();

      assertThat(draft.finish()).isEqualTo(CONTENT.length);
    }
    assertThat(target).hasBinaryContent(CONTENT);
  }

  @Test
  void theFirstOfEachPartShouldCount() {
    try (JarDraft draft = draft(CONTENT.length)) {
      draft.take(part(0));
      draft.take(new CodePart(0, 2, new byte[CodePart.SIZE]));
      draft.take(new CodePart(0, 1, new byte[3]));
      draft.take(part(1));

      assertThat(draft.finish()).isEqualTo(CONTENT.length);
    }
  }

  @Test
  void aJarThatIsTooLargeShouldBeRefusedAtItsFirstPart() {
    try (JarDraft draft = draft(CodePart.SIZE)) {
      assertThatThrownBy(() -> draft.take(part(0)))
          .isInstanceOf(CodeException.class)
          .hasMessageContaining("larger than the " + CodePart.SIZE + " bytes allowed here")
          .extracting(it -> ((CodeException) it).isMissing())
          .isEqualTo(false);
    }
  }

  @Test
  void theLastPartShouldCountForTheLimit() {
    try (JarDraft draft = draft(CONTENT.length - 1)) {
      draft.take(part(0));
      assertThatThrownBy(() -> draft.take(part(1))).isInstanceOf(CodeException.class);
    }
  }

  @Test
  void aJarWithoutItsEndShouldBeMissingRatherThanRefused() {
    try (JarDraft draft = draft(CONTENT.length)) {
      draft.take(part(0));
      assertThatThrownBy(draft::finish)
          .hasMessageContaining("not on the broker as a whole")
          .extracting(it -> ((CodeException) it).isMissing())
          .isEqualTo(true);
    }
    assertThat(target).doesNotExist();
  }

  @Test
  void anotherContentShouldBeRefused() {
    try (JarDraft draft = draft(CONTENT.length)) {
      draft.take(new CodePart(0, 1, new byte[3]));
      assertThatThrownBy(draft::finish)
          .hasMessageContaining("another one than its name says")
          .hasMessageContaining("delete the queue warren.code." + name);
    }
    assertThat(target).doesNotExist();
  }

  @Test
  void aFullDiskShouldBeSaid() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "by design: this system has no /dev/full");
    Files.createSymbolicLink(folder.resolve("some.jar.part"), full);

    try (JarDraft draft = draft(CONTENT.length)) {
      assertThatThrownBy(() -> draft.take(part(0)))
          .isInstanceOf(CodeException.class)
          .hasMessageContaining("cannot be kept on this worker host")
          .hasMessageContaining("No space left");
    }
  }

  @Test
  void aFolderThatIsNotThereShouldBeSaid() {
    Path nowhere = folder.resolve("none").resolve("some.jar");

    assertThatThrownBy(() -> new JarDraft(name, 100, nowhere))
        .isInstanceOf(CodeException.class)
        .hasMessageContaining(
            "cannot be kept on this worker host, see to its temporary folder: NoSuchFile");
  }
}
