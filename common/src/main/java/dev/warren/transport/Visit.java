package dev.warren.transport;

import java.io.IOException;

/** A connection for one piece of work, which is over when the connection is. Used by one thread. */
public final class Visit implements AutoCloseable {

  private final BrokerLink link;
  private final FirstSession first;

  /** What is to be there before the work begins. */
  public interface SetUp {

    /**
     * Makes it.
     *
     * @param session the connection
     * @throws IOException if the broker refuses something; the link then tries again
     */
    void on(Session session) throws IOException;
  }

  private Visit(BrokerLink link, FirstSession first) {
    this.link = link;
    this.first = first;
  }

  /**
   * Connects.
   *
   * @param settings where, and with how much patience
   * @param setUp what has to be there; it is tried again for as long as the patience lasts
   * @return the connection
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static Visit open(LinkSettings settings, SetUp setUp) throws InterruptedException {
    FirstSession first = new FirstSession(setUp);
    BrokerLink link = BrokerLink.open(settings, first);
    try {
      link.awaitUp();
      return new Visit(link, first);
    } finally {
      if (first.session == null) {
        link.close();
      }
    }
  }

  /**
   * The connection.
   *
   * @return always the same, whether it is lost or not
   */
  public Session session() {
    return first.session;
  }

  @Override
  public void close() {
    link.close();
  }

  private static final class FirstSession implements LinkListener {

    private final SetUp setUp;
    private volatile Session session;

    FirstSession(SetUp setUp) {
      this.setUp = setUp;
    }

    @Override
    public void up(Session fresh) throws IOException {
      if (session == null) {
        setUp.on(fresh);
        session = fresh;
      }
    }

    @Override
    public void down(String reason) {
      // Whoever works on the lost session hears it there.
    }

    @Override
    public void failed(BrokerException reason) {
      // Said by awaitUp.
    }
  }
}
