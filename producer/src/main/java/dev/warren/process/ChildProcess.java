package dev.warren.process;

import dev.warren.subprocess.CommandLostException;
import dev.warren.subprocess.Hosts;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.TimeoutExpiredException;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A process of its own that runs a method of this program (Python: {@code
 * multiprocessing.Process}). It returns nothing: for results take a {@link dev.warren.pool.Pool}.
 * Thread-safe.
 *
 * <pre>{@code
 * ChildProcess child = ChildProcess.of(Mailer::send, "hello");
 * child.start();
 * child.join();
 * System.out.println(child.exitCode());   // OptionalInt[0]
 * }</pre>
 *
 * <p>A class may extend it and override {@link #run()}: the fields of its object travel to the
 * process, but for static and transient ones.
 *
 * <p>Its standard input is empty. Below Java it is the handle's: a {@link ProcessBuilder} that is
 * used there must not let it be inherited, and a {@code Command} does not.
 */
public class ChildProcess implements AutoCloseable {

  private final Target target;
  private String name;
  private boolean daemon;
  private Optional<Hosts> hosts = Optional.empty();
  private boolean starting;
  private Popen popen;
  private boolean closed;
  private OptionalLong ownPid = OptionalLong.empty();

  /** For classes that override {@link #run()}. */
  protected ChildProcess() {
    this(null);
  }

  private ChildProcess(Target target) {
    this.target = target;
    this.name = Itself.nextName();
    this.daemon = Itself.current().daemon();
  }

  /**
   * A process that runs a method without arguments.
   *
   * @param action a method reference or a lambda
   * @return a process that is not started yet
   * @throws IllegalArgumentException if the action cannot travel
   */
  public static ChildProcess of(Action0 action) {
    return called(action);
  }

  /**
   * A process that runs a method with one argument.
   *
   * @param action a method reference or a lambda
   * @param a the argument
   * @param <A> the type of the argument
   * @return a process that is not started yet
   * @throws IllegalArgumentException if the action cannot travel
   * @throws dev.warren.codec.UnencodableException if the argument cannot travel
   */
  public static <A> ChildProcess of(Action1<A> action, A a) {
    return called(action, a);
  }

  /**
   * A process that runs a method with two arguments.
   *
   * @param action a method reference or a lambda
   * @param a argument 1
   * @param b argument 2
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @return a process that is not started yet
   * @throws IllegalArgumentException if the action cannot travel
   * @throws dev.warren.codec.UnencodableException if an argument cannot travel
   */
  public static <A, B> ChildProcess of(Action2<A, B> action, A a, B b) {
    return called(action, a, b);
  }

  /**
   * A process that runs a method with three arguments.
   *
   * @param action a method reference or a lambda
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a process that is not started yet
   * @throws IllegalArgumentException if the action cannot travel
   * @throws dev.warren.codec.UnencodableException if an argument cannot travel
   */
  public static <A, B, C> ChildProcess of(Action3<A, B, C> action, A a, B b, C c) {
    return called(action, a, b, c);
  }

  private static ChildProcess called(Serializable action, Object... arguments) {
    return new ChildProcess(CalledTarget.of(action, arguments));
  }

  /**
   * What a process of a subclass does; runs in the child process only.
   *
   * @throws Exception ends the process with exit code 1
   */
  public void run() throws Exception {
    throw new UnsupportedOperationException("override run(), or give a method to ChildProcess.of");
  }

  /**
   * The process that asks.
   *
   * @return this program's main process, or the child process that it is
   */
  public static CurrentProcess current() {
    return Itself.current();
  }

  /**
   * The children of this process that were started and have not ended.
   *
   * @return a snapshot
   */
  public static List<ChildProcess> activeChildren() {
    return Children.ofThisProcess().active();
  }

  /**
   * Sets the name, which means nothing but to people. Default: {@code Process-1} and so on, {@code
   * Process-1:1} for children of children.
   *
   * @param newName the name
   * @return this
   * @throws IllegalStateException after the start
   */
  public synchronized ChildProcess name(String newName) {
    checkNew("set its name before start()");
    name = Objects.requireNonNull(newName, "name");
    return this;
  }

  /**
   * Sets whether it is a daemon. Daemons are terminated when their parent ends, however that ends;
   * for others the parent waits at its normal end. Default: as the process that makes it.
   *
   * @param isDaemon true for a daemon
   * @return this
   * @throws IllegalStateException after the start
   */
  public synchronized ChildProcess daemon(boolean isDaemon) {
    checkNew("set daemon before start()");
    daemon = isDaemon;
    return this;
  }

  /**
   * Has it run on a worker host of a queue, with the host's Java and class path; default: on this
   * machine. What it prints is copied to this program's output. It ends when the hosts are closed
   * or this program ends, at the latest.
   *
   * @param place where
   * @return this
   * @throws IllegalStateException after the start
   */
  public synchronized ChildProcess on(Hosts place) {
    checkNew("call on() before start()");
    hosts = Optional.of(place);
    return this;
  }

  private void checkNew(String instead) {
    if (starting || popen != null || closed) {
      String reason = closed ? " is closed" : " was started before: " + instead;
      throw new IllegalStateException(name + reason);
    }
  }

  /**
   * Its name.
   *
   * @return the name
   */
  public synchronized String name() {
    return name;
  }

  /**
   * Whether it is a daemon.
   *
   * @return true if it ends with its parent
   */
  public synchronized boolean isDaemon() {
    return daemon;
  }

  /**
   * Starts the process; where {@link #on} is given, waits for a worker host that has a place for
   * it. Meanwhile, and until what it is to do is handed over, it counts as not started.
   *
   * @return this
   * @throws IllegalStateException if it was started before, or is closed
   * @throws IllegalArgumentException if a field of a subclass cannot travel
   * @throws dev.warren.subprocess.CommandStartException if no process can be started, or no worker
   *     host is there to do it
   */
  public ChildProcess start() {
    Start start;
    synchronized (this) {
      checkNew("make another one to run it again");
      start = new Start(name, daemon, hosts);
      starting = true;
    }
    try {
      Popen begun = start.begin(target != null ? target : SubclassTarget.of(this));
      synchronized (this) {
        popen = begun;
      }
      Children.ofThisProcess().add(this, begun);
    } finally {
      synchronized (this) {
        starting = false;
      }
    }
    return this;
  }

  private synchronized Popen started() {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    if (popen == null) {
      throw new IllegalStateException(name + " was not started: call start() first");
    }
    return popen;
  }

  /**
   * Waits until the process has ended.
   *
   * @throws IllegalStateException if it was not started, or is closed
   * @throws CommandLostException if its worker host was lost
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public void join() throws InterruptedException {
    started().waitFor();
  }

  /**
   * Waits until the process has ended, but not for longer than that.
   *
   * @param timeout how long; zero or less to look only
   * @return whether it has ended
   * @throws IllegalStateException if it was not started, or is closed
   * @throws CommandLostException if its worker host was lost
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean join(Duration timeout) throws InterruptedException {
    try {
      started().waitFor(timeout);
      return true;
    } catch (TimeoutExpiredException e) {
      return false;
    }
  }

  /**
   * Whether the process runs.
   *
   * @return false before its start and after its end
   * @throws IllegalStateException if it is closed
   */
  public synchronized boolean isAlive() {
    if (!closed && popen == null) {
      return ownPid.isPresent();
    }
    try {
      return started().poll().isEmpty();
    } catch (CommandLostException e) {
      return false;
    }
  }

  /**
   * How the process has ended: 0 when its method has returned, N for {@code System.exit(N)} (modulo
   * 256), 1 when the method has thrown, -N when signal N has ended it. A code from 129 to 192
   * cannot be told from the end by a signal, and counts as that.
   *
   * @return empty before its end
   * @throws IllegalStateException if it is closed
   * @throws CommandLostException if its worker host was lost, and with it how it has ended
   */
  public synchronized OptionalInt exitCode() {
    return !closed && popen == null ? OptionalInt.empty() : started().poll();
  }

  /**
   * The process id.
   *
   * @return empty before its start
   * @throws IllegalStateException if it is closed
   */
  public synchronized OptionalLong pid() {
    return !closed && popen == null ? ownPid : OptionalLong.of(started().pid());
  }

  /**
   * Completes when the process has ended.
   *
   * @return a future of its exit code; fails with a {@link CommandLostException}
   * @throws IllegalStateException if it was not started, or is closed
   */
  public CompletableFuture<Integer> onExit() {
    return started().onExit();
  }

  /**
   * Asks the process to end (SIGTERM): its shutdown hooks run. Does nothing once it has ended.
   *
   * @throws IllegalStateException if it was not started, or is closed
   */
  public void terminate() {
    started().terminate();
  }

  /**
   * Ends the process and all that descends from it now (SIGKILL).
   *
   * @throws IllegalStateException if it was not started, or is closed
   */
  public void kill() {
    started().kill();
  }

  /**
   * Interrupts the thread that runs the method. If the method lets the {@code InterruptedException}
   * out, the exit code is 1. Does nothing once it has ended.
   *
   * @throws IllegalStateException if it was not started, or is closed
   */
  public void interrupt() {
    Popen running = started();
    try {
      running.stdin().write(ProcessMain.INTERRUPT);
      running.stdin().flush();
    } catch (IOException e) {
      // It has ended.
    }
  }

  /**
   * Gives the handle up; most methods throw from then on.
   *
   * @throws IllegalStateException while the process starts or runs: join or kill it first
   */
  @Override
  public synchronized void close() {
    if (starting) {
      throw new IllegalStateException(name + " is being started: close it once start() is over");
    }
    if (!closed && popen != null && isAlive()) {
      throw new IllegalStateException(name + " still runs: join(), terminate() or kill() it first");
    }
    closed = true;
  }

  @Override
  public synchronized String toString() {
    String state =
        closed ? "closed" : popen == null ? "initial" : isAlive() ? "started" : "stopped";
    return getClass().getSimpleName() + "[" + name + ", " + state + "]";
  }

  /** Makes it the object of the process that asks. */
  synchronized void becomeCurrent() {
    Itself.returnName();
    name = current().name();
    daemon = current().daemon();
    starting = true;
    ownPid = OptionalLong.of(current().pid());
  }
}
