package dev.warren.transport;

import dev.warren.task.WarrenException;

/** The broker cannot be reached, refuses us, or has been away for too long. */
public final class BrokerException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final String address;

  /**
   * Creates the exception.
   *
   * @param address where the broker should be, without a password
   * @param message what failed and what to do about it
   * @param cause what the client library threw, or null
   */
  public BrokerException(String address, String message, Throwable cause) {
    super(message, cause);
    this.address = address;
  }

  /**
   * Which broker this is about.
   *
   * @return its address, without a password
   */
  public String address() {
    return address;
  }
}
