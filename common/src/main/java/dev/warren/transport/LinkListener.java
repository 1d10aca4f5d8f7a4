package dev.warren.transport;

import java.io.IOException;

/** Hears what happens to a link. All calls come from the link's own thread, in order. */
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
   * The link has given up. No further call follows.
   *
   * @param reason why, and what to do about it
   */
  void failed(BrokerException reason);
}
