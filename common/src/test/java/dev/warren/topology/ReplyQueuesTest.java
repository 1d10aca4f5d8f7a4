package dev.warren.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.JobId;
import org.junit.jupiter.api.Test;

class ReplyQueuesTest {

  @Test
  void allReplyQueuesOfAPoolHaveOneOwner() {
    assertThat(ReplyQueues.ownerOf(ReplyQueues.of("p1", 2).name()))
        .isEqualTo(ReplyQueues.ownerOf(ReplyQueues.of("p1", 17).name()))
        .isNotEqualTo(ReplyQueues.ownerOf(ReplyQueues.of("p2", 2).name()));
    assertThat(ReplyQueues.ownerOf("my.own.1")).isEqualTo("my.own.1");
    assertThat(ReplyQueues.ownerOf("warren.replies.p")).isEqualTo("warren.replies.p");
    assertThat(ReplyQueues.ownerOf("")).isEmpty();
  }

  @Test
  void theReplyQueueOfTheLaterConnectionIsTold() {
    String second = ReplyQueues.of("p", 2).name();
    String tenth = ReplyQueues.of("p", 10).name();

    assertThat(ReplyQueues.later(second, tenth)).isEqualTo(tenth);
    assertThat(ReplyQueues.later(tenth, second)).isEqualTo(tenth);
    assertThat(ReplyQueues.later(second, "elsewhere")).isEqualTo(second);
    assertThat(ReplyQueues.later("", second)).isEqualTo(second);
  }

  @Test
  void repliesOfLaterConnectionsHaveTheNextNumbers() {
    assertThat(ReplyQueues.successors("warren.replies.p.9", 2))
        .containsExactly("warren.replies.p.10", "warren.replies.p.11");
    assertThat(ReplyQueues.successors("warren.replies.p.x", 2)).isEmpty();
    assertThat(ReplyQueues.successors("elsewhere.9", 2)).isEmpty();
  }

  @Test
  void onlyPoolsListenThere() {
    JobId job = JobId.fresh("images");

    assertThat(ReplyQueues.hasListener(ReplyQueues.of("p", 1).name())).isTrue();
    assertThat(ReplyQueues.hasListener(QueueSpec.results(job).name())).isFalse();
  }
}
