package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.rabbitmq.client.ConnectionFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:secret@host",
        "user:secret@host",
        "amqp://user:sec/ret@host",
        "amqp://user:sec@ret@host",
        "amqp://user:sec ret@host",
        "amqp://user:sec:ret@host",
        "amqp://user:sec%ret@host",
        "amqp://user:secret@host/one/two",
        "amqp://user:secret@host,http://user:secret@other",
        "amqp://user:secret@/",
        "amqp://user:sec\nret@host",
        "amqp://user:secret@host:65536/",
        "amqp://user:secret@host:1/,,",
      })
  void wrongAddressShouldBeRefusedWithoutShowingThePassword(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrokerAddress.parse(text))
        .withMessageContaining("amqp://user:password@host:5672")
        .satisfies(e -> assertThat(trace(e)).doesNotContain("sec", "ret"));
  }

  private static String trace(Throwable thrown) {
    StringWriter all = new StringWriter();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      new PrintWriter(all, true).println(each);
    }
    return all.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "amqp://host,                        host:5672, guest, guest,   /",
    "amqps://host,                       host:5671, guest, guest,   /",
    "amqp://host/,                       host:5672, guest, guest,   /",
    "amqp://user:p%40%2F%3A@host:7/%2f,  host:7,    user,  p@/:,    /",
    "amqp://user:p@127.0.0.1/tasks,      127.0.0.1:5672, user, p,   tasks",
    "amqp://user:p@[::1]:7/,             [::1]:7,   user,  p,       /",
    "'amqp://user:a,b@host',             host:5672, user,  'a,b',   /",
  })
  void addressShouldBeUnderstood(
      String text, String shown, String user, String password, String virtualHost)
      throws Exception {
    BrokerAddress address = BrokerAddress.parse(text);

    ConnectionFactory factory = address.factory();

    assertThat(address).hasToString(shown);
    assertThat(factory.getUsername()).isEqualTo(user);
    assertThat(factory.getPassword()).isEqualTo(password);
    assertThat(factory.getVirtualHost()).isEqualTo(virtualHost);
    assertThat(factory.isSSL()).isEqualTo(text.startsWith("amqps"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "s@:/,%+ $1\\?#[]", "amqp://a@b"})
  void aPasswordMayBeAddedAsItIs(String password) throws Exception {
    String text =
        BrokerAddress.withPassword(
            "amqp://one@a/v,amqp://two:own@b/,amqp://c/,amqps://d@e", password);

    String[] nodes = text.split(",(?=amqps?://)");
    assertThat(nodes).hasSize(4);
    assertThat(BrokerAddress.parse(nodes[0]).factory().getUsername()).isEqualTo("one");
    assertThat(BrokerAddress.parse(nodes[0]).factory().getPassword()).isEqualTo(password);
    assertThat(nodes[1]).isEqualTo("amqp://two:own@b/");
    assertThat(nodes[2]).isEqualTo("amqp://c/");
    assertThat(BrokerAddress.parse(nodes[3]).factory().getPassword()).isEqualTo(password);
  }

  @Test
  void nodesOfAClusterShouldAllBeKnown() {
    BrokerAddress address = BrokerAddress.parse("amqp://u:p@one:1/v, amqp://u:p@two/v");

    assertThat(address).hasToString("one:1,two:5672");
    assertThat(address.addresses()).hasSize(2);
  }
}
