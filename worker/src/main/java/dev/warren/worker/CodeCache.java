package dev.warren.worker;

import dev.warren.code.CodeException;
import dev.warren.code.CodeStore;
import dev.warren.codec.Signer;
import dev.warren.spi.WorkerHostSettings.CodeRules;
import dev.warren.task.Code;
import dev.warren.transport.Session;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jars that batches have brought, in a folder of this host's own: each is fetched once, checked by
 * its content, and deleted with the host. Thread-safe; who waits for a jar holds up others that
 * want one.
 */
final class CodeCache implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CodeCache.class);

  private final CodeRules rules;
  private final Signer signer;
  private final Supplier<Optional<Session>> session;
  private final Set<String> there = new HashSet<>();
  private Path folder;

  /** {@code session} tells the connection that there is now. */
  CodeCache(CodeRules rules, Signer signer, Supplier<Optional<Session>> session) {
    this.rules = rules;
    this.signer = signer;
    this.session = session;
  }

  /**
   * Makes sure that code is here.
   *
   * @return why it must not run; empty if it is here
   * @throws IOException if the connection is lost meanwhile
   */
  synchronized Optional<String> fetch(Code code) throws IOException, InterruptedException {
    if (!rules.accepted()) {
      return Optional.of(
          "this worker host takes no code from others: start it with --accept-code, or give the"
              + " jars to it by --classpath");
    }
    try {
      long left = rules.limit();
      for (String each : code.jars()) {
        left -= there.contains(each) ? Files.size(file(each)) : fetch(each, left);
      }
      return Optional.empty();
    } catch (CodeException e) {
      return Optional.of(e.getMessage());
    }
  }

  private long fetch(String jar, long limit) throws IOException, InterruptedException {
    if (folder == null) {
      folder = Files.createTempDirectory("warren-code");
    }
    Session now = session.get().orElseThrow(() -> new IOException("there is no connection"));
    long size = new CodeStore(now, signer).get(jar, limit, file(jar));
    log.info("jar {} has come, {} bytes", jar, size);
    there.add(jar);
    return size;
  }

  /** Where code is that was fetched, as a class path. */
  synchronized String classPath(Code code) {
    return code.jars().stream()
        .map(each -> file(each).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path file(String jar) {
    return folder.resolve(jar + ".jar");
  }

  @Override
  public synchronized void close() {
    if (folder != null) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted((one, other) -> other.compareTo(one)).forEach(CodeCache::delete);
      } catch (IOException | UncheckedIOException e) {
        log.warn("the folder {} cannot be deleted: {}", folder, e.toString());
      }
      folder = null;
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
