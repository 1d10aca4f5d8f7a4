package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The first connection, the last one, and what is said when there is none. */
interface ConnectingContract extends Contract {

  Duration PATIENCE = Duration.ofSeconds(1);

  /** Connecting to somebody who does not answer, twice, with a margin. */
  Duration CONNECTING = Duration.ofSeconds(20);

  @Test
  default void brokerThatIsNotThereShouldBeReportedWhenPatienceIsOver() throws Exception {
    Kit kit = kit();
    String uri = kit.uri(freePort());
    BrokerAddress address = BrokerAddress.parse(uri);
    long start = System.nanoTime();

    Probe link = kit.link(Kit.impatient(address, PATIENCE), Probe.NOTHING);

    assertThatExceptionOfType(BrokerException.class)
        .isThrownBy(() -> link.link().awaitUp())
        .withMessageContaining(address.toString())
        .withMessageContaining("check that the broker runs and listens there")
        .satisfies(e -> assertThat(e.address()).isEqualTo(address.toString()))
        .satisfies(e -> assertTellsNoSecret(e));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(PATIENCE, Kit.SOON);
    assertThat(link.nextFailure()).hasMessageContaining(address.toString());
    assertThat(link.link().state()).isEqualTo(BrokerLink.State.FAILED);
    assertThat(link.heard()).containsExactly("failed");
  }

  @Test
  default void brokerThatComesLaterShouldBeUsed() throws Exception {
    Kit kit = kit();
    int port = freePort();
    Probe link = kit.link(Kit.settings(BrokerAddress.parse(kit.uri(port))), Probe.NOTHING);
    assertThat(link.link().state()).isEqualTo(BrokerLink.State.CONNECTING);

    kit.proxy(port);

    link.link().awaitUp();
    assertThat(link.nextSession().epoch()).isEqualTo(1);
    assertThat(link.link().state()).isEqualTo(BrokerLink.State.UP);
  }

  @Test
  default void wrongPasswordShouldBeReportedAtOnce() throws Exception {
    assertRefusedAtOnce(kit().uriWithPassword("Guess%2FWrong"));
  }

  @Test
  default void wrongVirtualHostShouldBeReportedAtOnce() throws Exception {
    assertRefusedAtOnce(kit().uriWithVirtualHost("nowhere"));
  }

  private void assertRefusedAtOnce(String uri) {
    BrokerAddress address = BrokerAddress.parse(uri);
    Probe link = kit().link(Kit.impatient(address, LinkSettings.FOR_EVER), Probe.NOTHING);

    BrokerException failure = link.nextFailure();

    assertThat(failure)
        .hasMessageContaining(address.toString())
        .hasMessageContaining("check user, password and virtual host");
    assertTellsNoSecret(failure);
    assertThat(link.link().state()).isEqualTo(BrokerLink.State.FAILED);
  }

  /** Neither in what it says nor in what lies below. */
  private void assertTellsNoSecret(BrokerException failure) {
    StringWriter all = new StringWriter();
    failure.printStackTrace(new PrintWriter(all));
    assertThat(all.toString()).doesNotContain(kit().password(), "Guess");
  }

  @Test
  default void settingsShouldNotShowThePassword() {
    BrokerAddress address = kit().address();

    assertThat(address.toString()).doesNotContain(kit().password());
    assertThat(Kit.settings(address).toString()).doesNotContain(kit().password());
  }

  @Test
  default void serverThatNeverAnswersShouldBeGivenUp() throws Exception {
    Kit kit = kit();
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      BrokerAddress address = BrokerAddress.parse(kit.uri(silent.getLocalPort()));
      long start = System.nanoTime();

      Probe link = kit.link(Kit.impatient(address, PATIENCE), Probe.NOTHING);

      assertThat(link.nextFailure())
          .hasMessageContaining("check the address, and that an AMQP 0-9-1 broker listens there");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(PATIENCE, CONNECTING);
    }
  }

  /** Not a refusal, though the client library takes it for one: the broker may be starting. */
  @Test
  default void connectionThatBreaksDuringLoginShouldBeTriedAgain() throws Exception {
    CutProxy proxy = kit().proxy();
    proxy.dropNextLogin();

    Probe link = kit().link(proxy, Probe.NOTHING);

    assertThat(link.nextSession().epoch()).isEqualTo(1);
    assertThat(proxy.accepted()).isEqualTo(2);
  }

  @Test
  default void secondNodeShouldBeUsedWhenTheFirstIsDead() throws Exception {
    Kit kit = kit();
    String nodes = kit.uri(freePort()) + "," + kit.uri();
    for (int i = 0; i < 5; i++) {
      try (Probe link = kit.link(Kit.settings(BrokerAddress.parse(nodes)), Probe.NOTHING)) {
        link.link().awaitUp();
        assertThat(link.nextSession().epoch()).isEqualTo(1);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
