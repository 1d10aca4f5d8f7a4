package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.code.CodeException;
import dev.warren.code.CodeStore;
import dev.warren.code.Jar;
import dev.warren.code.Jars;
import dev.warren.codec.CodePart;
import dev.warren.codec.Signer;
import dev.warren.job.Job;
import dev.warren.job.Jobs;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.NamedTask;
import dev.warren.pool.Pool;
import dev.warren.pool.TaskRejectedException;
import dev.warren.spi.WorkerHostSettings.CodeRules;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.LogReader;
import dev.warren.transport.Message;
import dev.warren.transport.Visit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that travels with the tasks, to worker hosts that have never seen it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class CodeContract extends JobsFixture {

  private static final String KEY = "0123456789abcdef";
  private static final CodeRules ANY = new CodeRules(true, CodeRules.DEFAULT_LIMIT);
  private static final NamedTask<String, String> GREET =
      NamedTask.of("dev.acme.Greeter::greet", String.class);

  private final Set<QueueSpec> logs = new HashSet<>();

  @AfterEach
  void deleteLogs() throws Exception {
    for (QueueSpec each : logs) {
      BrokerVisit.pay(broker(), List.of(each), session -> session.delete(each));
    }
  }

  @Test
  void aJarThatNoHostHasEverSeenShouldRun() throws Exception {
    startHost(1, KEY, ANY);

    try (Pool pool = pool(greeter("hello"))) {
      assertThat(pool.apply(GREET, "Ann")).isEqualTo("hello Ann");
    }
  }

  @Test
  void twoVersionsShouldRunSideBySide() throws Exception {
    startHost(2, KEY, ANY);

    try (Pool one = pool(greeter("hello"));
        Pool two = pool(greeter("good morning"))) {
      List<AsyncResult<String>> results = new ArrayList<>();
      for (String each : List.of("Ann", "Bob", "Cid")) {
        results.add(one.applyAsync(GREET, each));
        results.add(two.applyAsync(GREET, each));
      }
      assertThat(results)
          .extracting(AsyncResult::get)
          .containsExactly(
              "hello Ann",
              "good morning Ann",
              "hello Bob",
              "good morning Bob",
              "hello Cid",
              "good morning Cid");
    }
  }

  @Test
  void aJobShouldBringItsCode() throws Exception {
    startHost(1, KEY, ANY);
    jobs = Jobs.connect(broker(), KEY, SOON);
    Path code = known(greeter("bye"));

    Job job =
        mine(
            jobs.submit(
                GREET, List.of("Ann", "Bob").iterator(), options().ship(List.of(code)).build()));

    assertThat(follow(job))
        .extracting(it -> it.value(String.class))
        .containsExactly("bye Ann", "bye Bob");
  }

  @Test
  void aHostThatTakesNoCodeShouldRefuse() throws Exception {
    startHost(1, KEY);

    try (Pool pool = pool(greeter("hello"))) {
      assertThatThrownBy(() -> pool.apply(GREET, "Ann"))
          .isInstanceOf(TaskRejectedException.class)
          .hasMessageContaining("--accept-code");
    }
  }

  @Test
  void aHostShouldRefuseMoreCodeThanItAllows() throws Exception {
    startHost(1, KEY, new CodeRules(true, 100));

    try (Pool pool = pool(greeter("hello"))) {
      assertThatThrownBy(() -> pool.apply(GREET, "Ann"))
          .isInstanceOf(TaskRejectedException.class)
          .hasMessageContaining("larger than the 100 bytes allowed");
    }
  }

  @Test
  void aJarThatWasTamperedWithShouldBeRefused() throws Exception {
    startHost(1, KEY, ANY);
    Path code = known(greeter("hello"));
    String name = nameOf(code);
    byte[] other = new CodePart(0, 1, "no jar".getBytes(StandardCharsets.UTF_8)).encode();
    publish(QueueSpec.code(name), other, KEY);

    try (Pool pool = pool(code)) {
      assertThatThrownBy(() -> pool.apply(GREET, "Ann"))
          .isInstanceOf(TaskRejectedException.class)
          .hasMessageContaining("another one than its name says");
    }
  }

  @Test
  void whatIsNotSignedShouldNotCount() throws Exception {
    startHost(1, KEY, ANY);
    Path code = known(greeter("hello"));
    String name = nameOf(code);
    byte[] other = new CodePart(0, 1, "no jar".getBytes(StandardCharsets.UTF_8)).encode();
    publish(QueueSpec.code(name), other, "fedcba9876543210");

    try (Pool pool = pool(code)) {
      assertThat(pool.apply(GREET, "Ann")).isEqualTo("hello Ann");
    }
  }

  @Test
  void aLargeJarShouldComeOutAsItWentInAndTravelOnce() throws Exception {
    byte[] content = new byte[3 * CodePart.SIZE + 17];
    new Random(5).nextBytes(content);
    Path file = Files.write(folder.resolve("large.jar"), content);
    Jar jar = Jar.of(known(file));
    Path copy = folder.resolve("copy.jar");

    try (Visit visit = visit()) {
      CodeStore store = new CodeStore(visit.session(), Signer.of(KEY));
      store.put(List.of(jar));
      store.put(List.of(jar));

      assertThat(store.get(jar.sha256(), content.length, copy, () -> {})).isEqualTo(content.length);
      assertThat(copy).hasBinaryContent(content);
      assertThat(store.get(jar.sha256(), content.length, copy, () -> {})).isPositive();
      store.put(List.of(jar));
      assertThat(parts(visit, jar)).isEqualTo(4);
    }
  }

  /** How many parts are on the broker, the ends behind them not counted. */
  private static int parts(Visit visit, Jar jar) throws Exception {
    int[] parts = {0};
    try (LogReader reader = visit.session().log(QueueSpec.code(jar.sha256()))) {
      reader.toEnd(each -> parts[0] += CodePart.decode(each.body()).isEnd() ? 0 : 1);
    }
    return parts[0];
  }

  @Test
  void aJarThatChangesWhileItIsSentShouldNotBeKept() throws Exception {
    Path file = Files.write(folder.resolve("app.jar"), new byte[CodePart.SIZE + 1]);
    Jar jar = Jar.of(known(file));
    Files.write(file, new byte[CodePart.SIZE + 2]);

    try (Visit visit = visit()) {
      CodeStore store = new CodeStore(visit.session(), Signer.of(KEY));
      assertThatThrownBy(() -> store.put(List.of(jar)))
          .isInstanceOf(CodeException.class)
          .hasMessageContaining("has changed while it was sent");
      assertThat(visit.session().exists(QueueSpec.code(jar.sha256()))).isFalse();

      Files.write(file, new byte[CodePart.SIZE + 1]);
      store.put(List.of(jar));
      Path copy = folder.resolve("copy.jar");
      assertThat(store.get(jar.sha256(), CodePart.SIZE + 1, copy, () -> {}))
          .isEqualTo(CodePart.SIZE + 1);
    }
  }

  @Test
  void aJarThatCannotBeReadShouldLeaveNoJob() {
    jobs = Jobs.connect(broker(), KEY, SOON);
    List<Path> none = List.of(folder.resolve("none.jar"));

    assertThatThrownBy(
            () -> jobs.submit(GREET, List.of("Ann").iterator(), options().ship(none).build()))
        .isInstanceOf(CodeException.class)
        .hasMessageContaining("none.jar");
    assertThatCode(() -> assertThat(jobs.list(queue)).isEmpty()).doesNotThrowAnyException();
  }

  @Test
  void warrenItselfShouldNotBeReplacedByAJar() throws Exception {
    startHost(1, KEY, ANY);
    Path code = greeter("hello");
    for (String each : List.of("dev/warren/codec/Json", "tools/jackson/core/JsonParser")) {
      Path broken = code.resolve(each + ".class");
      Files.createDirectories(broken.getParent());
      Files.writeString(broken, "no class at all");
    }

    try (Pool pool = pool(code)) {
      assertThat(pool.apply(GREET, "Ann")).isEqualTo("hello Ann");
    }
  }

  @Test
  void codeThatNoProcessStartsWithShouldBeRejectedAndTheHostGoOn() throws Exception {
    startHost(1, KEY, ANY);
    Path good = greeter("hello");
    Path bad = greeter("never");
    Path module = bad.resolve("META-INF/services/tools.jackson.databind.JacksonModule");
    Files.createDirectories(module.getParent());
    Files.writeString(module, "dev.acme.NoSuchModule");

    try (Pool broken = pool(bad);
        Pool well = pool(good);
        Pool usual = Pool.builder().broker(broker()).queue(queue).signingKey(KEY).open()) {
      assertThatThrownBy(() -> broken.apply(GREET, "Ann"))
          .isInstanceOf(TaskRejectedException.class)
          .hasMessageContaining("no worker process starts with the jars that came with it")
          .hasMessageContaining("dev.acme.NoSuchModule");
      assertThat(well.apply(GREET, "Ann")).isEqualTo("hello Ann");
      assertThat(usual.apply(E2eTasks::square, 7L)).isEqualTo(49);
    }
  }

  @Test
  void theCodeOfAHostShouldGoWithIt() throws Exception {
    startHost(1, KEY, ANY);
    Set<Path> before = codeFolders();

    try (Pool pool = pool(greeter("hello"))) {
      assertThat(pool.apply(GREET, "Ann")).isEqualTo("hello Ann");
    }
    assertThat(codeFolders()).hasSize(before.size() + 1);
    end();

    assertThat(codeFolders()).isEqualTo(before);
  }

  private static Set<Path> codeFolders() throws IOException {
    String mine = "warren-code-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(it -> it.getFileName().toString().startsWith(mine))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void aJarThatIsOnlyPartlyThereShouldBeRefusedAndCompleted() throws Exception {
    byte[] content = new byte[2 * CodePart.SIZE];
    Jar jar = Jar.of(known(Files.write(folder.resolve("half.jar"), content)));
    byte[] first = new CodePart(0, 2, new byte[CodePart.SIZE]).encode();
    publish(QueueSpec.code(jar.sha256()), first, KEY);
    Path copy = folder.resolve("copy.jar");

    try (Visit visit = visit()) {
      CodeStore store = new CodeStore(visit.session(), Signer.of(KEY));
      assertThatThrownBy(() -> store.get(jar.sha256(), content.length, copy, () -> {}))
          .isInstanceOf(CodeException.class)
          .hasMessageContaining("as a whole");
      store.put(List.of(jar));
      assertThat(store.get(jar.sha256(), content.length, copy, () -> {})).isEqualTo(content.length);
    }
  }

  private Visit visit() throws InterruptedException {
    return Visit.open(
        new LinkSettings(BrokerAddress.parse(broker()), "code", SOON, SOON), session -> {});
  }

  private void publish(QueueSpec log, byte[] body, String key) throws Exception {
    byte[] signature = Signer.of(key).sign(log.name(), body);
    BrokerVisit.pay(
        broker(),
        List.of(log),
        session -> BrokerVisit.publish(session, new Message(log.name(), body, "", signature)));
  }

  private Pool pool(Path code) {
    return Pool.builder()
        .broker(broker())
        .queue(queue)
        .signingKey(KEY)
        .ship(List.of(known(code)))
        .open();
  }

  /** To be taken away at the end of the test. */
  private Path known(Path code) {
    logs.add(QueueSpec.code(nameOf(code)));
    return code;
  }

  private static String nameOf(Path code) {
    try (Jars jars = Jars.of(List.of(code))) {
      return jars.list().get(0).sha256();
    }
  }

  /** A folder of classes that nobody has on a class path. */
  private Path greeter(String greeting) throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    Path source = Files.createDirectories(folder.resolve("source")).resolve("Greeter.java");
    // With its folder in it, so that no other test has the same code.
    Files.writeString(
        source,
        """
        package dev.acme;
        public final class Greeter {
          static final String OF = "%s";
          @dev.warren.task.Task
          public static String greet(String name) {
            return "%s " + name;
          }
        }
        """
            .formatted(folder.getFileName(), greeting));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int code = compiler.run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(code).isZero();
    return classes;
  }
}
