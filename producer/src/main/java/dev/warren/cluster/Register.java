package dev.warren.cluster;

import dev.warren.codec.HostEntryCodec;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.task.HostEntry;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.LogReader;
import dev.warren.transport.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The register of worker hosts as it was read. Used by one thread. */
final class Register {

  private static final Logger log = LoggerFactory.getLogger(Register.class);

  /** Hosts that have not been heard of for longer are forgotten. */
  static final Duration KEPT = Duration.ofDays(1);

  private final Signer signer;
  private final Map<String, HostEntry> last = new LinkedHashMap<>();
  private int unsigned;

  private Register(Signer signer) {
    this.signer = signer;
  }

  /**
   * The hosts that have not said farewell, in the order in which they have first come; those
   * without a right signature are left out, with a warning.
   */
  static List<HostEntry> read(Session session, Signer signer, Instant now)
      throws IOException, InterruptedException {
    Register register = new Register(signer);
    if (session.exists(QueueSpec.hosts())) {
      try (LogReader reader = session.log(QueueSpec.hosts())) {
        reader.toEnd(register::take);
      }
    }
    if (register.unsigned > 0) {
      log.warn(
          "{} entries of the register of worker hosts are ignored: their signature is missing or"
              + " wrong",
          register.unsigned);
    }
    Instant oldest = now.minus(KEPT);
    return register.last.values().stream()
        .filter(it -> !it.left() && it.at().isAfter(oldest))
        .toList();
  }

  private void take(Delivery delivery) {
    if (!signer.accepts(QueueSpec.hosts().name(), delivery.body(), delivery.signature())) {
      unsigned++;
      return;
    }
    try {
      HostEntry entry = HostEntryCodec.decode(delivery.body());
      last.put(entry.id(), entry);
    } catch (MalformedMessageException e) {
      log.warn("a message in the register of worker hosts is ignored: {}", e.getMessage());
    }
  }
}
