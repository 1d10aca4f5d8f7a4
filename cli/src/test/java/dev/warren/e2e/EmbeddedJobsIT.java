package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.broker.testing.EmbeddedBrokerExtension;
import dev.warren.broker.testing.SmallQueue;
import dev.warren.job.Job;
import dev.warren.job.JobInfo;
import dev.warren.job.JobState;
import dev.warren.task.JobId;
import dev.warren.topology.QueueSpec;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On the embedded broker, with what only that has. */
@Tag("broker")
class EmbeddedJobsIT extends JobsContract {

  @RegisterExtension static final EmbeddedBrokerExtension BROKER = new EmbeddedBrokerExtension();

  @Override
  String broker() {
    return BROKER.uri().toString();
  }

  @Test
  void aJobThatTheBrokerHasNoRoomForShouldBeCancelled() throws Exception {
    assertThatThrownBy(
            () ->
                jobs.submit(
                    E2eTasks::square,
                    LongStream.range(0, 100).iterator(),
                    options().chunk(1).build(),
                    EmbeddedJobsIT::leaveRoomForTen))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("larger than the broker has room for");

    assertThat(jobs.list(queue)).extracting(JobInfo::state).containsExactly(JobState.CANCELLED);
  }

  private static void leaveRoomForTen(Job job) {
    try {
      SmallQueue.declare(BROKER.uri(), QueueSpec.jobTasks(JobId.parse(job.id())).name(), 10);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
