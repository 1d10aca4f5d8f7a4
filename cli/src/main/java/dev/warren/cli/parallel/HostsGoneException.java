package dev.warren.cli.parallel;

/** No command can be started any more: the broker has gone, or no worker host serves the queue. */
public final class HostsGoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HostsGoneException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
