package dev.warren.e2e;

import dev.warren.task.Task;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;

/** What jobs run in tests. */
public final class JobsTasks {

  private JobsTasks() {}

  /** Says in a file of its own that it has begun, and waits until the other one is there. */
  @Task
  public static String waitFor(String file) throws Exception {
    if (file.isEmpty()) {
      return "nothing";
    }
    Path wanted = Path.of(file);
    try (var watch = FileSystems.getDefault().newWatchService()) {
      wanted.getParent().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Files.writeString(begun(wanted), "begun");
      while (!Files.exists(wanted)) {
        watch.take().reset();
      }
    }
    return "there";
  }

  static Path begun(Path file) {
    return Path.of(file + ".begun");
  }

  /** Leaves a file. */
  @Task
  public static int leave(String file) throws IOException {
    Files.writeString(Path.of(file), "left");
    return 1;
  }
}
