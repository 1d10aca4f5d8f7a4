package dev.warren.transport;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.MissedHeartbeatException;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/** Puts the client library's exceptions into words. */
final class Faults {

  private Faults() {}

  /** What happened, in one line. */
  static String describe(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof ShutdownSignalException signal) {
        if (signal.getReason() instanceof AMQP.Connection.Close close) {
          return "the broker closed the connection: " + close.getReplyText();
        }
        if (signal.getReason() instanceof AMQP.Channel.Close close) {
          return "the broker closed the channel: " + close.getReplyText();
        }
      }
    }
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof MissedHeartbeatException) {
      return "nothing was heard of the broker for too long";
    }
    if (root instanceof TimeoutException) {
      return "the broker does not answer in time";
    }
    if (root instanceof EOFException) {
      return "the connection was closed at the other end";
    }
    String message = root.getMessage();
    return root.getClass().getSimpleName() + (message == null ? "" : ": " + firstLine(message));
  }

  /** Whether what was asked for is not there; the channel is closed then. */
  static boolean isMissing(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof ShutdownSignalException signal
          && signal.getReason() instanceof AMQP.Channel.Close close) {
        return close.getReplyCode() == AMQP.NOT_FOUND;
      }
    }
    return false;
  }

  /** The name of what ended a session that was up. */
  static BrokerState stateOf(Throwable thrown) {
    if (thrown instanceof AuthenticationFailureException) {
      return BrokerState.REFUSED;
    }
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof ShutdownSignalException signal) {
        if (signal.getReason() instanceof AMQP.Connection.Close close) {
          return close.getReplyCode() == AMQP.ACCESS_REFUSED
              ? BrokerState.REFUSED
              : BrokerState.CONNECTION_LOST;
        }
        if (signal.getReason() instanceof AMQP.Channel.Close close) {
          return ofChannel(close.getReplyCode());
        }
      }
    }
    return BrokerState.CONNECTION_LOST;
  }

  /**
   * The one of two that says more. Mostly that is what came first, and the other has followed from
   * it; but a socket that closes may be heard of before the words of the broker that closed it.
   */
  static Throwable telling(Throwable first, Throwable second) {
    return isNamed(second) && !isNamed(first) ? second : first;
  }

  private static boolean isNamed(Throwable thrown) {
    return isRefusal(thrown) || stateOf(thrown) != BrokerState.CONNECTION_LOST;
  }

  /**
   * The name of what keeps a session from coming about. {@code open} says whether there was a
   * connection already: Qpid closes it as well, with the code of a wrong password, when a queue
   * belongs to another one.
   */
  static BrokerState stateAtStart(Throwable thrown, boolean open) {
    BrokerState state = !open && isRefusal(thrown) ? BrokerState.REFUSED : stateOf(thrown);
    return state == BrokerState.CONNECTION_LOST ? BrokerState.UNREACHABLE : state;
  }

  private static BrokerState ofChannel(int code) {
    return switch (code) {
      case AMQP.ACCESS_REFUSED -> BrokerState.REFUSED;
      case AMQP.NOT_FOUND -> BrokerState.QUEUE_GONE;
      default -> BrokerState.CHANNEL_CLOSED;
    };
  }

  /** Whether trying again with the same credentials is pointless. */
  static boolean isRefusal(Throwable thrown) {
    // A "possible" authentication failure is also a connection that just broke at that moment.
    if (thrown instanceof AuthenticationFailureException) {
      return true;
    }
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof ShutdownSignalException signal
          && signal.getReason() instanceof AMQP.Connection.Close close) {
        int code = close.getReplyCode();
        return code == AMQP.NOT_ALLOWED || code == AMQP.ACCESS_REFUSED || code == AMQP.NOT_FOUND;
      }
    }
    return false;
  }

  /** What the user can do about a connection that does not come about. */
  static String advice(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof UnknownHostException) {
        return "check the host name";
      }
      if (each instanceof ConnectException) {
        return "check that the broker runs and listens there";
      }
      if (each instanceof ShutdownSignalException signal
          && signal.getReason() instanceof AMQP.Channel.Close) {
        return "check what the user may do, and that the queues there are as Warren declares them";
      }
    }
    return isRefusal(thrown)
        ? "check user, password and virtual host"
        : "check the address, and that an AMQP 0-9-1 broker listens there";
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
