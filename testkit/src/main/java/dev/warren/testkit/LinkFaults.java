package dev.warren.testkit;

import java.time.Duration;
import java.util.List;

/** What happens to links. */
public final class LinkFaults {

  private LinkFaults() {}

  /**
   * Breaks the connections of one link.
   *
   * @param links which one is left to chance
   * @return a fault that is over at once
   */
  public static Fault cut(List<LinkProxy> links) {
    return new Fault(
        "link cut",
        2,
        Duration.ZERO,
        random -> {
          links.get(random.nextInt(links.size())).cut();
          return Fault.Healing.NOTHING;
        });
  }

  /**
   * Slows all links down.
   *
   * @param links the links
   * @param latency by how much, in each direction
   * @param lasts how long
   * @return the fault
   */
  public static Fault slow(List<LinkProxy> links, Duration latency, Duration lasts) {
    return new Fault(
        "links slow by " + latency.toMillis() + " ms",
        1,
        lasts,
        random -> {
          links.forEach(each -> each.delay(latency));
          return () -> links.forEach(each -> each.delay(Duration.ZERO));
        });
  }

  /**
   * Lets nothing through one link, without breaking it.
   *
   * @param links which one is left to chance
   * @param lasts how long
   * @return the fault
   */
  public static Fault stall(List<LinkProxy> links, Duration lasts) {
    return new Fault(
        "link stalled",
        1,
        lasts,
        random -> {
          LinkProxy link = links.get(random.nextInt(links.size()));
          link.stall();
          return link::resume;
        });
  }
}
