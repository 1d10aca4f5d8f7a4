package dev.warren.sync.route;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the children of this process, which have no connection to a broker, reach managers: a
 * socket in a folder that only this user may enter, opened for the first child, gone with this
 * process.
 */
public final class Doorway {

  /** The environment variable that tells a child the path of its parent's doorway. */
  public static final String VARIABLE = "WARREN_DOORWAY";

  private static final Logger log = LoggerFactory.getLogger(Doorway.class);

  /** Longer paths do not fit into the address of a socket. */
  private static final int MAX_PATH = 100;

  private static final Optional<Doorway> OWN = open();

  private final Path folder;
  private final Path path;
  private final ServerSocketChannel server;

  private Doorway(Path folder) throws IOException {
    this.folder = folder;
    path = folder.resolve("doorway");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
  }

  /**
   * What a child needs in its environment. Opens the doorway, the first time.
   *
   * @return a variable and its value; nothing where sockets of this kind do not work, which is said
   *     in the log
   */
  public static Map<String, String> environment() {
    return OWN.map(own -> Map.of(VARIABLE, own.path.toString())).orElse(Map.of());
  }

  private static Optional<Doorway> open() {
    try {
      Doorway opened = new Doorway(newFolder());
      opened.removeAtExit();
      Thread thread = new Thread(new Doorkeeper(opened.server), "warren-doorway");
      thread.setDaemon(true);
      thread.start();
      return Optional.of(opened);
    } catch (IOException | RuntimeException e) {
      log.warn("child processes cannot use shared objects: no socket for them ({})", e.toString());
      return Optional.empty();
    }
  }

  private static Path newFolder() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    Path roomy = parent.toString().length() > MAX_PATH / 2 ? Path.of("/tmp") : parent;
    return Files.createTempDirectory(
        roomy,
        "warren-",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Behind all shutdown hooks, some of which wait for children that still need it. */
  private void removeAtExit() {
    folder.toFile().deleteOnExit();
    path.toFile().deleteOnExit(); // The last one named goes first.
  }
}
