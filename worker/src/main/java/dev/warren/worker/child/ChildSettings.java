package dev.warren.worker.child;

import dev.warren.spi.OutputLine;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.spi.WorkerHostSettings.Initializer;
import dev.warren.worker.memory.MemoryShare;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to start a child.
 *
 * @param host the name of its host
 * @param classPath its class path
 * @param jvmOptions its JVM's options, after Warren's own
 * @param trusted whether any method may run in it
 * @param initializer what it runs first
 * @param memory how much of the machine's memory it may have
 * @param output gets each line it writes
 */
public record ChildSettings(
    String host,
    String classPath,
    List<String> jvmOptions,
    boolean trusted,
    Optional<Initializer> initializer,
    MemoryShare memory,
    Consumer<OutputLine> output) {

  /**
   * The children of a host.
   *
   * @param host what the host should do
   * @param memory how its processes share the machine's memory
   * @param processes how many share it
   * @return settings for each of them
   */
  public static ChildSettings of(WorkerHostSettings host, MemoryShare memory, int processes) {
    return new ChildSettings(
        host.name(),
        host.classPath(),
        memory.jvmOptions(processes, host.jvmOptions()),
        host.trusted(),
        host.initializer(),
        memory,
        host.output());
  }

  /**
   * The same child with more classes, before those that it has, but behind what Warren itself is
   * made of: without that no child can do its work, whatever somebody has put into a jar.
   *
   * @param more a class path; empty for nothing
   * @return settings like these
   */
  public ChildSettings withCode(String more) {
    return more.isEmpty()
        ? this
        : new ChildSettings(
            host,
            String.join(File.pathSeparator, OwnClasses.CLASS_PATH, more, classPath),
            jvmOptions,
            trusted,
            initializer,
            memory,
            output);
  }

  /**
   * The same child with another heap, whatever its options say.
   *
   * @param bytes the largest heap that it may have
   * @return settings like these
   */
  public ChildSettings withHeap(long bytes) {
    List<String> options = new ArrayList<>(jvmOptions);
    options.add("-Xmx" + (bytes >> 10) + "k");
    return new ChildSettings(
        host, classPath, options, trusted, initializer, memory.withHeap(bytes), output);
  }
}
