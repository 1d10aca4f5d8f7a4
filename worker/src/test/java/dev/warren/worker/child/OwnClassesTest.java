package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.BatchCodec;
import dev.warren.worker.memory.MemoryShare;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnClassesTest {

  @Test
  void theyShouldBeWarrenAndJacksonAndNotTheTasks() throws Exception {
    List<String> entries = List.of(OwnClasses.CLASS_PATH.split(File.pathSeparator));

    assertThat(entries).allMatch(it -> Files.exists(Path.of(it)));
    assertThat(entries).contains(place(ChildMain.class), place(BatchCodec.class));
    for (String each : List.of("jackson-databind", "jackson-core", "jackson-annotations")) {
      assertThat(entries).anyMatch(it -> it.contains(each));
    }
    assertThat(entries).doesNotContain(place(OwnClassesTest.class));
  }

  private static String place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  @Test
  void shippedCodeShouldStandBehindThemAndBeforeWhatTheHostHas() {
    ChildSettings settings =
        new ChildSettings(
            "host",
            "/tasks.jar",
            List.of(),
            false,
            Optional.empty(),
            new MemoryShare(0, 0),
            line -> {});

    assertThat(settings.withCode("/shipped.jar").classPath())
        .isEqualTo(OwnClasses.CLASS_PATH + ":/shipped.jar:/tasks.jar");
    assertThat(settings.withCode("")).isSameAs(settings);
  }
}
