package dev.warren.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.JobId;
import dev.warren.topology.QueueSpec.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueSpecTest {

  @Test
  void namesAreApartByPurpose() {
    assertThat(QueueSpec.sharedTasks("images"))
        .isEqualTo(new QueueSpec("warren.tasks.images", Kind.SHARED_TASKS));
    assertThat(QueueSpec.privateTasks("p1"))
        .isEqualTo(new QueueSpec("warren.pool.p1", Kind.PRIVATE_TASKS));
    assertThat(ReplyQueues.of("p1", 2))
        .isEqualTo(new QueueSpec("warren.replies.p1.2", Kind.REPLIES));
    assertThat(QueueSpec.dead("images"))
        .isEqualTo(new QueueSpec("warren.dead.images", Kind.DEAD_TASKS));
    assertThat(QueueSpec.deadReader("images"))
        .isEqualTo(new QueueSpec("warren.dead-reader.images", Kind.REPLIES));
  }

  @Test
  void onlySharedTasksHaveADeadQueue() {
    assertThat(QueueSpec.sharedTasks("a.b").dead()).contains(QueueSpec.dead("a.b"));
    assertThat(QueueSpec.privateTasks("a").dead()).isEmpty();
    assertThat(QueueSpec.commands("a").dead()).isEmpty();
    assertThat(QueueSpec.dead("a").dead()).isEmpty();
  }

  @Test
  void shardsBelongToTheirQueueAndClashWithNoOther() {
    QueueSpec queue = QueueSpec.sharedTasks("a.b");

    assertThat(queue.shards(1)).containsExactly(queue);
    assertThat(queue.shards(3))
        .containsExactly(
            queue,
            new QueueSpec("warren.shard.1.a.b", Kind.SHARED_TASKS),
            new QueueSpec("warren.shard.2.a.b", Kind.SHARED_TASKS));
    assertThat(queue.shard(12).dead()).contains(QueueSpec.dead("a.b"));
    assertThat(queue.shard(12).journal()).contains(QueueSpec.journal("a.b"));
    assertThat(queue.shards(3))
        .extracting(QueueSpec::isAddedShard)
        .containsExactly(false, true, true);
    assertThat(QueueSpec.sharedTasks("1.b").shard(1)).isNotEqualTo(queue.shard(1));
  }

  @Test
  void refusesShardsThatThereCannotBe() {
    QueueSpec queue = QueueSpec.sharedTasks("a");
    assertThat(queue.shards(64)).hasSize(64).doesNotHaveDuplicates();
    assertThatThrownBy(() -> queue.shards(65))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shards must be 1 to 64, not 65");
    assertThatThrownBy(() -> queue.shards(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queue.shard(64)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queue.shard(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queue.shard(1).shard(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QueueSpec.privateTasks("a").shards(2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "A-Z_0.9", "..", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void takesLettersDigitsDotsDashesAndUnderscores(String name) {
    assertThat(QueueSpec.sharedTasks(name).name()).endsWith(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "ä", "a\n", "a#", "*"})
  void refusesOtherCharacters(String name) {
    assertThatThrownBy(() -> QueueSpec.sharedTasks(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 100 letters");
  }

  @Test
  void refusesMoreThanAHundredCharacters() {
    assertThat(QueueSpec.sharedTasks("x".repeat(100)).name()).hasSize(113);
    assertThatThrownBy(() -> QueueSpec.sharedTasks("x".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesNoNameAndNoKind() {
    assertThatThrownBy(() -> new QueueSpec(" ", Kind.REPLIES))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new QueueSpec("a", null)).hasMessage("kind");
  }

  @Test
  void queuesOfAJobAreApartByPurpose() {
    JobId job = new JobId("my.images", "k3f7q2m9x4tb");

    assertThat(QueueSpec.jobTasks(job))
        .isEqualTo(new QueueSpec("warren.job.my.images.k3f7q2m9x4tb", Kind.JOB_TASKS));
    assertThat(QueueSpec.results(job))
        .isEqualTo(new QueueSpec("warren.results.my.images.k3f7q2m9x4tb", Kind.LOG));
    assertThat(QueueSpec.submitter(job))
        .isEqualTo(new QueueSpec("warren.submitter.my.images.k3f7q2m9x4tb", Kind.REPLIES));
    assertThat(QueueSpec.journal("my.images"))
        .isEqualTo(new QueueSpec("warren.jobs.my.images", Kind.JOURNAL));
  }

  @Test
  void onlyResultsKeepOutcomes() {
    JobId job = JobId.fresh("images");

    assertThat(QueueSpec.isResults(QueueSpec.results(job).name())).isTrue();
    assertThat(QueueSpec.isResults(QueueSpec.jobTasks(job).name())).isFalse();
    assertThat(QueueSpec.isResults(ReplyQueues.of("p1", 2).name())).isFalse();
    assertThat(QueueSpec.isResults("")).isFalse();
  }

  @Test
  void onlySharedTasksHaveAJournal() {
    assertThat(QueueSpec.sharedTasks("a.b").journal()).contains(QueueSpec.journal("a.b"));
    assertThat(QueueSpec.privateTasks("a").journal()).isEmpty();
    assertThat(QueueSpec.commands("a").journal()).isEmpty();
    assertThatThrownBy(() -> QueueSpec.journal("a b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thereIsOneRegisterOfHosts() {
    assertThat(QueueSpec.hosts()).isEqualTo(new QueueSpec("warren.hosts", Kind.REGISTER));
  }

  @Test
  void onlySharedTasksHaveANameThatUsersKnow() {
    assertThat(QueueSpec.sharedTasks("a.b").userName()).contains("a.b");
    assertThat(QueueSpec.privateTasks("a").userName()).isEmpty();
  }

  @Test
  void onlyOperatorsAreAnsweredAsOperators() {
    assertThat(QueueSpec.operator("o")).isEqualTo(new QueueSpec("warren.operator.o", Kind.REPLIES));
    assertThat(QueueSpec.isOperator(QueueSpec.operator("o").name())).isTrue();
    assertThat(QueueSpec.isOperator(ReplyQueues.of("p", 1).name())).isFalse();
    assertThat(QueueSpec.isOperator(QueueSpec.sharedTasks("q").name())).isFalse();
  }

  @Test
  void onlyLogsStayAndOnlyTasksOfHostsAndPermitsWait() {
    assertThat(Kind.values())
        .filteredOn(Kind::isLog)
        .containsExactly(Kind.LOG, Kind.JOURNAL, Kind.REGISTER);
    assertThat(Kind.values())
        .filteredOn(Kind::isDelayed)
        .containsExactly(Kind.SHARED_TASKS, Kind.PRIVATE_TASKS, Kind.PERMITS);
  }

  @Test
  void permitsShouldBeOfAQueueOrOfAKeyOfIt() {
    assertThat(QueueSpec.permits("a.b", "").name()).isEqualTo("warren.permits.a.b");
    assertThat(QueueSpec.permits("a", "b").name()).isEqualTo("warren.permits.a:b");
    assertThat(QueueSpec.starts("a").name()).isEqualTo("warren.starts.a");
    assertThat(QueueSpec.permits("a", "b").kind().isDelayed()).isTrue();
    assertThatThrownBy(() -> QueueSpec.permits("a", "b/c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("letters, digits");
  }
}
