package dev.warren.transport;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a broker is and who we are there: {@code amqp://user:password@host:port/vhost}, {@code
 * amqps://} for TLS, several nodes of one cluster separated by commas. Immutable.
 */
public final class BrokerAddress {

  private static final int PORT = 5672;
  private static final int TLS_PORT = 5671;

  private final List<URI> nodes;

  private BrokerAddress(List<URI> nodes) {
    this.nodes = nodes;
  }

  /**
   * Reads an address.
   *
   * @param text one AMQP URI, or several separated by commas
   * @return the address
   * @throws IllegalArgumentException if the text is not that
   */
  public static BrokerAddress parse(String text) {
    List<URI> nodes = new ArrayList<>();
    for (String each : text.split(",(?=\\s*amqps?://)", -1)) {
      nodes.add(node(each.trim()));
    }
    return new BrokerAddress(List.copyOf(nodes));
  }

  private static URI node(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      // Without its cause and its text: both may show a password.
      throw malformed(e.getReason() + " (special characters in the password are written as %XX)");
    }
    if (!"amqp".equals(uri.getScheme()) && !"amqps".equals(uri.getScheme())) {
      throw malformed("it does not begin with amqp:// or amqps://");
    }
    if (uri.getHost() == null) {
      throw malformed("it names no host");
    }
    return uri;
  }

  private static IllegalArgumentException malformed(String reason) {
    return new IllegalArgumentException(
        "a broker is given as amqp://user:password@host:5672; this is not: " + reason);
  }

  /** A factory for the user, virtual host and TLS of the first node. */
  ConnectionFactory factory() throws GeneralSecurityException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(nodes.get(0));
    if ("/".equals(nodes.get(0).getPath())) {
      factory.setVirtualHost("/"); // To the letter it would be the one with an empty name.
    }
    if ("amqps".equals(nodes.get(0).getScheme())) {
      factory.useSslProtocol(javax.net.ssl.SSLContext.getDefault());
      factory.enableHostnameVerification();
    }
    return factory;
  }

  List<Address> addresses() {
    List<Address> addresses = new ArrayList<>();
    for (URI each : nodes) {
      addresses.add(new Address(each.getHost(), port(each)));
    }
    return addresses;
  }

  private static int port(URI uri) {
    return uri.getPort() > 0 ? uri.getPort() : "amqps".equals(uri.getScheme()) ? TLS_PORT : PORT;
  }

  /** The address without user and password, for messages. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (URI each : nodes) {
      text.append(text.length() == 0 ? "" : ",")
          .append(each.getHost())
          .append(':')
          .append(port(each));
    }
    return text.toString();
  }
}
