package dev.warren.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code warren version}: what runs here. */
@Command(name = "version", description = "Print the versions of Warren and Java.")
final class VersionCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  VersionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    surroundings
        .outWriter()
        .println(
            version()
                + " (Java "
                + Runtime.version()
                + ", "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ")");
    return Exit.OK;
  }

  /** Answers {@code --version}. */
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {version()};
    }
  }

  private static String version() {
    // Only the jar knows it; classes that lie in a folder are being worked on.
    return "warren "
        + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
            .orElse("(development)");
  }
}
