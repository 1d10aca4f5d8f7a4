package dev.warren.pool;

import dev.warren.lambda.TaskRefs;
import dev.warren.spi.OutputLine;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import java.util.function.Consumer;

/** What the host of a pool's local workers should do. */
final class LocalWorkers {

  private LocalWorkers() {}

  static WorkerHostSettings settings(
      PoolBuilder pool, String uri, QueueSpec queue, String key, Consumer<OutputLine> output) {
    WorkerHostSettings.Builder builder =
        WorkerHostSettings.builder(uri, queue)
            .processes(pool.processes())
            .addToClassPath(pool.classPath())
            .heap(pool.heap())
            .memory(pool.memory())
            .jvmOptions(pool.jvmOptions())
            .maxTasksPerChild(pool.maxTasksPerChild())
            .signingKey(key)
            .trusted(true)
            // At a broker of the pool's own is nobody, and the way there would stand before others.
            .relays(pool.broker().isPresent())
            .output(output)
            .patience(pool.patience());
    pool.initializer()
        .map(new TaskRefs(false)::of)
        .map(it -> new WorkerHostSettings.Initializer(it.name().toString(), it.captured()))
        .ifPresent(builder::initializer);
    return builder.build();
  }
}
