package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIdTest {

  @Test
  void isReadAsItIsWritten() {
    JobId id = JobId.parse("my.queue-1_a/k3f7q2m9x4tb");

    assertThat(id).isEqualTo(new JobId("my.queue-1_a", "k3f7q2m9x4tb"));
    assertThat(id).hasToString("my.queue-1_a/k3f7q2m9x4tb");
  }

  @Test
  void freshOnesAreApartAndCanBeRead() {
    var ids = Stream.generate(() -> JobId.fresh("default")).limit(1_000).toList();

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).allSatisfy(id -> assertThat(JobId.parse(id.toString())).isEqualTo(id));
    assertThat(ids).allSatisfy(id -> assertThat(id.name()).matches("[2-9a-hjkmnp-z]{12}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "default",
        "default/",
        "/k3f7q2m9x4tb",
        "default/k3f7q2m9x4t",
        "default/k3f7q2m9x4tbb",
        "default/K3F7Q2M9X4TB",
        "default/k3f7q2m9x4t.",
        "default/k3f7q2m9x4tb\n",
        "default/a/k3f7q2m9x4tb",
        "a b/k3f7q2m9x4tb",
        "ä/k3f7q2m9x4tb"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> JobId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a job is named by its queue, a slash and 12 letters and digits");
  }

  @Test
  void refusesPartsThatDoNotFit() {
    assertThatThrownBy(() -> JobId.fresh("a b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JobId.fresh("x".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JobId("a/b", "k3f7q2m9x4tb"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JobId("a", "short")).isInstanceOf(IllegalArgumentException.class);
  }
}
