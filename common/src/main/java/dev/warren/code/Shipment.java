package dev.warren.code;

import dev.warren.codec.Signer;
import dev.warren.task.Code;
import dev.warren.transport.BrokerException;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Code on its way to the broker. */
public final class Shipment {

  private Shipment() {}

  /**
   * Puts code on a broker; what is there already does not travel.
   *
   * @param settings where, and with how much patience
   * @param signingKey what worker hosts have as well; empty for none
   * @param entries jars and folders, as of a class path
   * @return what worker hosts know it by
   * @throws java.io.UncheckedIOException if one of them cannot be read
   * @throws CodeException if one is larger than a gibibyte
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static Code put(LinkSettings settings, String signingKey, List<Path> entries)
      throws InterruptedException {
    List<Jar> jars = Jar.of(entries);
    try (Visit visit = Visit.open(settings, session -> {})) {
      return new CodeStore(visit.session(), Signer.of(signingKey)).put(jars);
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
