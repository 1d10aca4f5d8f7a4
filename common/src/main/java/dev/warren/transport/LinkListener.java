package dev.warren.transport;

import java.io.IOException;

/**
 * Hears what happens to a link. All calls but {@link #heard} come from the link's own thread, in
 * order.
 */
public interface LinkListener {

  /**
   * A session has begun: declare, consume and publish what should be there.
   *
   * @param session the new session
   * @throws IOException if the broker refuses something; the link then tries again
   */
  void up(Session session) throws IOException;

  /**
   * The session is lost; the link tries to make a new one.
   *
   * @param reason what happened, in one line
   */
  void down(String reason);

  /**
   * A session has been up for a while: called every five seconds, to look after what was set up. It
   * may ask the broker.
   *
   * @param session the session
   * @throws IOException if the broker refuses something; the session is lost then
   */
  default void look(Session session) throws IOException {}

  /**
   * Something has happened that has a name; it is in the log by now. Unlike the others this may be
   * called on any thread, those of the connection included: it must not block.
   *
   * @param event what
   */
  default void heard(BrokerEvent event) {}

  /**
   * The link has given up. No further call follows.
   *
   * @param reason why, and what to do about it
   */
  void failed(BrokerException reason);
}
