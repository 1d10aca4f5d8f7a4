package dev.warren.sync.wire;

/** A client's way to a manager. What it answers goes to whoever has opened it. Thread-safe. */
public interface Port {

  /**
   * Sends a request. Requests of one port arrive in their order. May wait until the way is free; if
   * it is broken, every open request is answered with {@link Status#GONE} or {@link Status#LOST}.
   *
   * @param request the request
   */
  void send(Request request);

  /** Says that the client ends. The manager releases what it holds. */
  void close();
}
