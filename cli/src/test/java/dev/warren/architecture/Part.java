package dev.warren.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the system is made of, as packages under its root. */
enum Part {
  COMMON("code", "task", "os", "command", "retry", "codec", "topology", "transport", "spi", "sync"),
  SPI("spi"),
  PRODUCER("lambda", "pool", "process", "subprocess", "job", "dead", "cluster"),
  WORKER("worker"),
  BROKER("broker"),
  EXAMPLES("examples"),
  TESTKIT("testkit"),
  CLI("cli");

  private final List<String> packages;

  Part(String... packages) {
    this.packages = List.of(packages);
  }

  static Stream<String> packages(Part... parts) {
    return Arrays.stream(parts).flatMap(part -> part.packages.stream()).distinct();
  }

  static String[] patterns(String root, Part... parts) {
    return patterns(root, packages(parts));
  }

  static String[] patterns(String root, Stream<String> packages) {
    return packages.map(name -> root + "." + name + "..").toArray(String[]::new);
  }
}
