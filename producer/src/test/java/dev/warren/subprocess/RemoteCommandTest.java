package dev.warren.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.command.CommandMessage;
import dev.warren.task.WarrenException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A command on a host, as far as its caller has it in hand. */
@Timeout(30)
class RemoteCommandTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final Command command = Command.of("true").stdout(Stdio.DEVNULL).stderr(Stdio.DEVNULL);
  @TempDir private Path folder;

  private final ExecutorService connection = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    connection.shutdownNow();
  }

  private static void begin(RemoteCommand remote) {
    remote.receive(CommandMessage.offer(remote.id(), "the host's queue", "host"));
    remote.receive(CommandMessage.begun(remote.id(), 1));
  }

  private RemoteCommand running() {
    RemoteCommand remote = new RemoteCommand(command, new FakeExchange(1));
    begin(remote);
    return remote;
  }

  private RemoteProcess process(RemoteCommand remote) {
    return new RemoteProcess(command, remote, Forwards.open(command));
  }

  private void assertHoldsUpNobody(CompletableFuture<Integer> exit, Runnable event)
      throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Boolean> called =
        exit.handle(
            (code, lost) -> {
              try {
                return goOn.await(SOON.toMillis(), TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                return false;
              }
            });
    CompletableFuture<Void> heard = CompletableFuture.runAsync(event, connection);

    assertThat(heard).succeedsWithin(SOON.dividedBy(2));
    goOn.countDown();
    assertThat(called).succeedsWithin(SOON).isEqualTo(true);
  }

  @Test
  void aCallbackThatBlocksShouldNotHoldTheConnectionUp() throws Exception {
    RemoteCommand remote = running();
    CommandMessage exit = CommandMessage.of(remote.id(), CommandMessage.Type.EXIT, 0);

    assertHoldsUpNobody(process(remote).onExit(), () -> remote.receive(exit));
  }

  @Test
  void neitherShouldOneThatHearsOfALoss() throws Exception {
    RemoteCommand remote = running();

    assertHoldsUpNobody(process(remote).onExit(), () -> remote.fail(new WarrenException("lost")));
  }

  private static Popen halfOfItsOutputLost(Command command) {
    RemoteCommand remote = new RemoteCommand(command, new FakeExchange(1));
    RemoteProcess process = new RemoteProcess(command, remote, Forwards.open(command));
    begin(remote);
    byte[] half = {'h', 'a', 'l', 'f'};
    remote.receive(
        new CommandMessage(remote.id(), CommandMessage.Type.DATA, CommandMessage.STDOUT, half));
    remote.receive(CommandMessage.of(remote.id(), CommandMessage.Type.EXIT, 0));
    remote.linkLost("cut");
    return new ProcessPopen(command, process);
  }

  @Test
  void outputThatIsLostAfterTheEndShouldNotPassForAllOfIt() throws Exception {
    Popen popen = halfOfItsOutputLost(Command.of("half").stdout(Stdio.PIPE).stderr(Stdio.DEVNULL));

    assertThat(popen.waitFor(SOON)).isZero();
    assertThatExceptionOfType(CommandLostException.class).isThrownBy(popen::communicate);
  }

  @Test
  void aFileThatMissesOutputShouldNotPassForWhole() {
    Command toFile =
        Command.of("half").stdout(Stdio.file(folder.resolve("out"))).stderr(Stdio.DEVNULL);
    Popen popen = halfOfItsOutputLost(toFile);

    assertThatExceptionOfType(CommandLostException.class).isThrownBy(() -> popen.waitFor(SOON));
    assertThatExceptionOfType(CommandLostException.class).isThrownBy(popen::poll);
    assertThat(popen.onExit())
        .failsWithin(SOON)
        .withThrowableThat()
        .withCauseInstanceOf(CommandLostException.class);
    assertThat(folder.resolve("out")).hasContent("half");
  }

  @Test
  void aLossAfterAllOutputHasComeShouldChangeNothing() throws Exception {
    RemoteCommand remote = new RemoteCommand(command, new FakeExchange(1));
    Popen popen = new ProcessPopen(command, process(remote));
    begin(remote);
    remote.receive(CommandMessage.of(remote.id(), CommandMessage.Type.EXIT, 3));

    remote.linkLost("cut");

    assertThat(popen.communicate().returnCode()).isEqualTo(3);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatTakesNoOutputShouldBeTheLossOfTheCommand() throws Exception {
    Command toFull = command.stdout(Stdio.file(Path.of("/dev/full")));
    RemoteCommand remote = new RemoteCommand(toFull, new FakeExchange(1));
    begin(remote);
    RemoteProcess process = new RemoteProcess(toFull, remote, Forwards.open(toFull));

    remote.receive(
        new CommandMessage(
            remote.id(), CommandMessage.Type.DATA, CommandMessage.STDOUT, new byte[] {1}));
    remote.receive(CommandMessage.of(remote.id(), CommandMessage.Type.END, CommandMessage.STDOUT));
    remote.receive(CommandMessage.of(remote.id(), CommandMessage.Type.EXIT, 0));

    assertThatExceptionOfType(CommandLostException.class)
        .isThrownBy(() -> process.await(SOON.toNanos()))
        .withMessageContaining("cannot be kept here: No space left on device");
  }

  @Test
  void aStartThatHasSeenAHostShouldLookForItOnlyNowAndThen() throws Exception {
    FakeExchange busy = new FakeExchange(1);
    RemoteCommand remote = new RemoteCommand(command, busy);
    CompletableFuture<Void> start = new CompletableFuture<>();
    connection.execute(
        () -> {
          try {
            remote.awaitBegun(Duration.ZERO);
            start.complete(null);
          } catch (InterruptedException | RuntimeException e) {
            start.completeExceptionally(e);
          }
        });
    assertThat(busy.looks.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

    assertThat(busy.looks.tryAcquire(500, TimeUnit.MILLISECONDS)).isFalse();

    assertThat(start).isNotDone();
    begin(remote);
    assertThat(start).succeedsWithin(SOON);
  }

  @Test
  void anInterruptShouldNotKillWhatAHostHasJustBeenToldToRun() throws Exception {
    RemoteCommand remote = new RemoteCommand(command, new FakeExchange(1));
    remote.receive(CommandMessage.offer(remote.id(), "the host's queue", "host"));
    CompletableFuture<Boolean> start = new CompletableFuture<>();
    connection.execute(
        () -> {
          try {
            Thread.currentThread().interrupt();
            remote.awaitBegun(SOON);
            start.complete(Thread.currentThread().isInterrupted());
          } catch (InterruptedException | RuntimeException e) {
            start.completeExceptionally(e);
          }
        });

    remote.receive(CommandMessage.begun(remote.id(), 1));
    assertThat(start).succeedsWithin(SOON).isEqualTo(true);
  }

  @Test
  void withoutPatienceAStartShouldFailAtOnceWhereThereIsNoHost() {
    RemoteCommand remote = new RemoteCommand(command, new FakeExchange(0));

    assertThatExceptionOfType(CommandStartException.class)
        .isThrownBy(() -> remote.awaitBegun(Duration.ZERO))
        .withMessageContaining("no worker host serves commands on queue queue");
  }
}
