package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostsTest {

  private final Hosts hosts = new Hosts();

  @Test
  void remembersWhoWasHeardOf() {
    hosts.saw("a");
    hosts.saw("b");
    hosts.saw("a");
    hosts.saw("");
    assertThat(hosts.all()).containsExactly("b", "a");

    hosts.forget("b");
    hosts.forget("c");
    assertThat(hosts.all()).containsExactly("a");
  }

  @Test
  void forgetsWhoWasNotHeardOfForLongest() {
    for (int i = 0; i < 1_001; i++) {
      hosts.saw("host " + i);
    }

    assertThat(hosts.all()).hasSize(1_000).doesNotContain("host 0").endsWith("host 1000");
  }
}
