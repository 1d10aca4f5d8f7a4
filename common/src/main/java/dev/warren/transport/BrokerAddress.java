package dev.warren.transport;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * Where a broker is and who we are there: {@code amqp://user:password@host:port/vhost}, {@code
 * amqps://} for TLS, several nodes of one cluster separated by commas. Immutable.
 */
public final class BrokerAddress {

  private static final int PORT = 5672;
  private static final int TLS_PORT = 5671;
  private static final int MAX_PORT = 65_535;
  private static final Pattern USER_ALONE = Pattern.compile("(amqps?://[^:@/,]+)@");

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

  /**
   * Adds a password to an address that comes without, for programs that are given the two apart.
   *
   * @param text an address that {@link #parse} takes
   * @param password the password as it is, without %XX
   * @return the address with that password for each node that names a user and no password
   */
  public static String withPassword(String text, String password) {
    String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
    return USER_ALONE
        .matcher(text)
        .replaceAll(user -> Matcher.quoteReplacement(user.group(1) + ":" + encoded + "@"));
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
    if (uri.getPort() > MAX_PORT) {
      throw malformed("its port is above " + MAX_PORT);
    }
    if (uri.getRawPath().contains(",")) {
      throw malformed("there is no other address behind its comma (in a virtual host it is %2C)");
    }
    try {
      factory(uri);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Said by the client library; some of its versions show the password.
      throw malformed(
          "it may have one : in user:password and one / before the virtual host"
              + " (special characters in either are written as %XX)");
    }
    return uri;
  }

  private static IllegalArgumentException malformed(String reason) {
    return new IllegalArgumentException(
        "a broker is given as amqp://user:password@host:5672; this is not: " + reason);
  }

  /** A factory for the user, virtual host and TLS of the first node. */
  ConnectionFactory factory() throws GeneralSecurityException {
    return factory(nodes.get(0));
  }

  private static ConnectionFactory factory(URI node) throws GeneralSecurityException {
    ConnectionFactory factory = new ConnectionFactory();
    if ("amqps".equals(node.getScheme())) {
      // Before the URI is set, or it would be a context that trusts everybody.
      factory.useSslProtocol(SSLContext.getDefault());
      factory.enableHostnameVerification();
    }
    factory.setUri(node);
    if ("/".equals(node.getPath())) {
      factory.setVirtualHost("/"); // To the letter it would be the one with an empty name.
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

  @Override
  public boolean equals(Object other) {
    return other instanceof BrokerAddress that && nodes.equals(that.nodes);
  }

  @Override
  public int hashCode() {
    return nodes.hashCode();
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
