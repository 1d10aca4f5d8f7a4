package dev.warren.worker;

import dev.warren.code.CodeException;
import dev.warren.code.CodeStore;
import dev.warren.codec.Signer;
import dev.warren.spi.WorkerHostSettings.CodeRules;
import dev.warren.task.Code;
import dev.warren.transport.Session;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jars that batches have brought, in a folder of this host's own: each is fetched once, checked by
 * its content, and deleted with the host. What nobody holds stays for the next who wants it, up to
 * twice what a batch may bring; beyond that goes what has not been used for longest.
 *
 * <p>Thread-safe. Who fetches a jar holds up those that want the same one, and nobody else.
 */
final class CodeCache implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CodeCache.class);

  /** Where jars come from. */
  interface Source {

    /** As {@code CodeStore.get}. */
    long get(String jar, long limit, Path target, Runnable coming)
        throws IOException, InterruptedException;
  }

  private final CodeRules rules;
  private final Source source;
  private final CodeFolder folder;
  private final LongSupplier clock;

  /** Guarded by itself, and for moments only; what was used last is at the end. */
  private final Map<String, CachedJar> jars = new LinkedHashMap<>(16, 0.75f, true);

  /** Jars from the broker, in the temporary folder; {@code session} is the connection of now. */
  static CodeCache of(CodeRules rules, Signer signer, Supplier<Optional<Session>> session) {
    Source broker =
        (jar, limit, target, coming) -> {
          Session now = session.get().orElseThrow(() -> new IOException("there is no connection"));
          try {
            return new CodeStore(now, signer).get(jar, limit, target, coming);
          } catch (IOException e) {
            // If it is not lost already: on a new one the batch comes again.
            now.lose("a jar could not be fetched: " + e.getMessage());
            throw e;
          }
        };
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    return new CodeCache(rules, broker, temporary, System::nanoTime);
  }

  /** {@code clock} counts nanoseconds. */
  CodeCache(CodeRules rules, Source source, Path parent, LongSupplier clock) {
    this.rules = rules;
    this.source = source;
    this.clock = clock;
    this.folder = new CodeFolder(parent);
    if (rules.accepted()) {
      CodeFolder.sweep(parent);
    }
  }

  /**
   * Makes sure that code is here, and stays until it is {@link #release released}. {@code coming}
   * runs whenever some of it has come, on the calling thread.
   *
   * @return why it must not run, and then it is not held; empty if it is here
   * @throws IOException if the connection is lost meanwhile; it is not held then
   */
  Optional<String> fetch(Code code, Runnable coming) throws IOException, InterruptedException {
    if (!rules.accepted()) {
      return Optional.of(
          "this worker host takes no code from others: start it with --accept-code, or give the"
              + " jars to it by --classpath");
    }
    hold(code);
    boolean here = false;
    try {
      Optional<String> refusal = fetchAll(code, coming);
      here = refusal.isEmpty();
      return refusal;
    } catch (CodeException e) {
      return Optional.of(e.getMessage());
    } finally {
      if (!here) {
        release(code);
      }
    }
  }

  private Optional<String> fetchAll(Code code, Runnable coming)
      throws IOException, InterruptedException {
    long total = 0;
    for (String each : code.jars()) {
      total += fetch(each, coming);
      if (total > rules.limit()) {
        return Optional.of(
            "the jars of a task are larger together than the "
                + rules.limit()
                + " bytes allowed here (--code-limit)");
      }
    }
    return Optional.empty();
  }

  private long fetch(String name, Runnable coming) throws IOException, InterruptedException {
    CachedJar jar = jar(name);
    jar.seize(coming);
    try {
      if (jar.size() == 0 || !Files.exists(file(name))) {
        jar.size(0);
        jar.size(download(name, jar, coming));
        trim();
      }
      return jar.size();
    } finally {
      jar.release();
    }
  }

  private long download(String name, CachedJar jar, Runnable coming)
      throws IOException, InterruptedException {
    Optional<CodeException> refusal = jar.refusal(clock.getAsLong());
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    try {
      prepare(name);
      long size =
          source.get(
              name,
              rules.limit(),
              file(name),
              () -> {
                jar.partCame();
                coming.run();
              });
      log.info("jar {} has come, {} bytes", name, size);
      return size;
    } catch (CodeException e) {
      if (!e.isMissing()) {
        jar.refused(e, clock.getAsLong());
      }
      throw e;
    }
  }

  private void prepare(String name) {
    try {
      folder.ensure();
    } catch (IOException e) {
      throw CodeException.notKept(name, e);
    }
  }

  private CachedJar jar(String name) {
    synchronized (jars) {
      return jars.get(name);
    }
  }

  /** Keeps code here that is held already, for one more who needs it. */
  void hold(Code code) {
    synchronized (jars) {
      for (String each : code.jars()) {
        jars.computeIfAbsent(each, name -> new CachedJar()).holders++;
      }
    }
  }

  /** Gives up what was held or fetched once. */
  void release(Code code) {
    synchronized (jars) {
      for (String each : code.jars()) {
        jars.get(each).holders--;
      }
    }
    trim();
  }

  /** Deletes what is too much. */
  private void trim() {
    synchronized (jars) {
      long total = jars.values().stream().mapToLong(CachedJar::size).sum();
      Iterator<Map.Entry<String, CachedJar>> all = jars.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<String, CachedJar> each = all.next();
        long size = each.getValue().size();
        boolean spare =
            size == 0
                ? each.getValue().refusal(clock.getAsLong()).isEmpty()
                : total - rules.limit() > rules.limit();
        if (each.getValue().holders == 0 && spare) {
          all.remove();
          total -= size;
          delete(file(each.getKey()));
        }
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("the jar {} cannot be deleted: {}", file, e.toString());
    }
  }

  /** Where code is that was fetched, as a class path. */
  String classPath(Code code) {
    return code.jars().stream()
        .map(each -> file(each).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path file(String jar) {
    return folder.file(jar + ".jar");
  }

  @Override
  public void close() {
    folder.close();
  }
}
