package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.code.CodeException;
import dev.warren.spi.WorkerHostSettings.CodeRules;
import dev.warren.task.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CodeCacheTest {

  private static final long LIMIT = 100;

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong();
  private final Broker broker = new Broker();
  private CodeCache cache;

  @BeforeEach
  void open() {
    cache = new CodeCache(new CodeRules(true, LIMIT), broker, folder, clock::get);
  }

  @AfterEach
  void close() {
    cache.close();
  }

  /** Has jars of some sizes, and counts who asks for them. */
  private static final class Broker implements CodeCache.Source {

    final Map<String, Integer> sizes = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    Optional<IOException> lost = Optional.empty();
    Optional<RuntimeException> refusal = Optional.empty();

    @Override
    public synchronized long get(String jar, long limit, Path target, Runnable coming)
        throws IOException {
      asked.add(jar.substring(0, 1));
      if (lost.isPresent()) {
        throw lost.get();
      }
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      coming.run();
      Files.write(target, new byte[sizes.get(jar)]);
      return sizes.get(jar);
    }
  }

  private static void nothing() {}

  private Code code(String... names) {
    return new Code(Stream.of(names).map(each -> each.repeat(64)).toList());
  }

  private Code code(String name, int size) {
    broker.sizes.put(name.repeat(64), size);
    return code(name);
  }

  private Optional<String> fetch(Code code) throws IOException, InterruptedException {
    return cache.fetch(code, CodeCacheTest::nothing);
  }

  private void use(Code code) throws IOException, InterruptedException {
    assertThat(fetch(code)).isEmpty();
    cache.release(code);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(it -> it.toString().endsWith(".jar")).toList();
    }
  }

  @Test
  void aJarShouldBeFetchedOnceAndBeWhereTheClassPathSays() throws Exception {
    Code code = code("a", 10);

    use(code);
    use(code);

    assertThat(broker.asked).containsExactly("a");
    assertThat(Path.of(cache.classPath(code))).exists();
  }

  @Test
  void aHostThatTakesNoCodeShouldAskForNone() throws Exception {
    try (CodeCache none = new CodeCache(CodeRules.NONE, broker, folder, clock::get)) {
      assertThat(none.fetch(code("a", 10), CodeCacheTest::nothing).orElseThrow())
          .contains("--accept-code");
    }
    assertThat(broker.asked).isEmpty();
  }

  @Test
  void theLimitShouldNotDependOnWhatCameBefore() throws Exception {
    code("a", 80);
    code("b", 80);
    Code both = code("a", "b");
    String fresh = fetch(both).orElseThrow();
    use(code("a"));
    use(code("b"));

    assertThat(fresh).contains("larger together than the 100 bytes allowed here (--code-limit)");
    assertThat(fetch(both)).contains(fresh);
  }

  @Test
  void aFetchThatIsCutOffShouldBeTriedAgain() throws Exception {
    Code code = code("a", 10);
    broker.lost = Optional.of(new IOException("the connection was lost"));

    assertThatThrownBy(() -> fetch(code)).isInstanceOf(IOException.class);
    broker.lost = Optional.empty();
    use(code);

    assertThat(broker.asked).containsExactly("a", "a");
  }

  @Test
  void aRefusedJarShouldNotBeAskedForAgainAtOnce() throws Exception {
    Code code = code("a", 10);
    broker.refusal =
        Optional.of(CodeException.notKept("a".repeat(64), new IOException("No space left")));

    String first = fetch(code).orElseThrow();
    assertThat(first).contains("cannot be kept on this worker host").contains("No space left");
    assertThat(fetch(code)).contains(first);
    assertThat(broker.asked).containsExactly("a");

    broker.refusal = Optional.empty();
    clock.addAndGet(CachedJar.REFUSED_FOR.toNanos());
    use(code);
  }

  @Test
  void aFolderThatCannotBeMadeShouldBeAReasonToRefuse() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    try (CodeCache nowhere = new CodeCache(new CodeRules(true, LIMIT), broker, file, clock::get)) {
      assertThat(nowhere.fetch(code("a", 10), CodeCacheTest::nothing).orElseThrow())
          .contains("cannot be kept on this worker host, see to its temporary folder");
    }
    assertThat(broker.asked).isEmpty();
  }

  @Test
  void aJarThatSomebodyHasDeletedShouldBeFetchedAgain() throws Exception {
    Code code = code("a", 10);
    use(code);
    Path jar = Path.of(cache.classPath(code));

    Files.delete(jar);
    use(code);
    assertThat(jar).exists();

    try (Stream<Path> all = Files.list(jar.getParent())) {
      for (Path each : all.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(jar.getParent());
    use(code);
    assertThat(jar).exists();
    assertThat(broker.asked).containsExactly("a", "a", "a");
  }

  @Test
  void whatWasNotUsedForLongestShouldGoWhenThereIsTooMuch() throws Exception {
    for (String each : List.of("a", "b", "c", "d")) {
      use(code(each, 60));
      use(code("a"));
    }

    assertThat(broker.asked).containsExactly("a", "b", "c", "d");
    assertThat(files())
        .extracting(it -> it.getFileName().toString().substring(0, 1))
        .containsExactlyInAnyOrder("a", "c", "d");
  }

  @Test
  void whatAProcessUsesShouldStay() throws Exception {
    Code held = code("a", 90);
    assertThat(fetch(held)).isEmpty();
    cache.hold(held);
    cache.release(held);

    use(code("b", 90));
    use(code("c", 90));

    assertThat(Path.of(cache.classPath(held))).exists();
    assertThat(files()).hasSize(2);

    cache.release(held);
    use(code("d", 90));
    use(code("e", 90));
    assertThat(Path.of(cache.classPath(held))).doesNotExist();
  }

  @Test
  void nobodyShouldWaitForAJarOfOthersAndWhoWantsTheSameShouldSeeItCome() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger parts = new AtomicInteger();
    CompletableFuture<Runnable> fetching = new CompletableFuture<>();
    CodeCache.Source slow =
        (jar, limit, target, coming) -> {
          if (jar.startsWith("a")) {
            fetching.complete(coming);
            began.countDown();
            end.await();
          }
          return broker.get(jar, limit, target, () -> {});
        };
    Code slowOne = code("a", 10);
    try (CodeCache mine = new CodeCache(new CodeRules(true, LIMIT), slow, folder, clock::get)) {
      CompletableFuture<Optional<String>> first =
          inBackground(mine, slowOne, CodeCacheTest::nothing);
      began.await();
      CompletableFuture<Optional<String>> second =
          inBackground(mine, slowOne, parts::incrementAndGet);

      assertThat(mine.fetch(code("b", 10), CodeCacheTest::nothing)).isEmpty();
      assertThat(mine.classPath(slowOne)).endsWith(".jar");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                fetching.join().run();
                assertThat(parts).hasPositiveValue();
              });
      assertThat(second).isNotDone();

      end.countDown();
      assertThat(first.get(30, TimeUnit.SECONDS)).isEmpty();
      assertThat(second.get(30, TimeUnit.SECONDS)).isEmpty();
      assertThat(broker.asked).containsExactly("b", "a");
    } finally {
      end.countDown();
    }
  }

  private static CompletableFuture<Optional<String>> inBackground(
      CodeCache cache, Code code, Runnable coming) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return cache.fetch(code, coming);
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        },
        // The common pool may have one thread only.
        work -> new Thread(work, "a fetch").start());
  }

  @Test
  void theFolderShouldGoWithItsHost() throws Exception {
    use(code("a", 10));
    assertThat(folder).isNotEmptyDirectory();

    cache.close();

    assertThat(folder).isEmptyDirectory();
  }
}
