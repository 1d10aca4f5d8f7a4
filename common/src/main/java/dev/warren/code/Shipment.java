package dev.warren.code;

import dev.warren.codec.Signer;
import dev.warren.task.Code;
import dev.warren.transport.BrokerException;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Code on its way to the broker. Has no state, so any threads may use it. */
public final class Shipment {

  private Shipment() {}

  /**
   * Puts code on a broker; what is there already does not travel.
   *
   * @param settings where, and with how much patience
   * @param signingKey what worker hosts have as well; empty for none
   * @param entries jars and folders, as of a class path; if there are none, nothing is done
   * @return what worker hosts know it by
   * @throws CodeException if one of them cannot be read, changes meanwhile, or is larger than a
   *     gibibyte
   * @throws IllegalArgumentException if they are more than {@value Code#MOST_JARS} jars
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static Code put(LinkSettings settings, String signingKey, List<Path> entries)
      throws InterruptedException {
    if (entries.isEmpty()) {
      return Code.NONE;
    }
    try (Jars jars = Jars.of(entries);
        Visit visit = Visit.open(settings, session -> {})) {
      return new CodeStore(visit.session(), Signer.of(signingKey)).put(jars.list());
    } catch (IOException e) {
      throw new BrokerException(
          settings.address().toString(),
          "the code could not be put on the broker at "
              + settings.address()
              + " ("
              + e.getMessage()
              + "): try again",
          e);
    }
  }
}
