package dev.warren.subprocess;

import dev.warren.os.Family;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What to run, and how: the arguments of Python's {@code subprocess.Popen} and {@code run}. May be
 * started any number of times. Not thread-safe.
 *
 * <pre>{@code
 * int code = Command.of("make", "-j2").cwd(Path.of("src")).call();
 * String log = Command.of("git", "log", "--oneline").checkOutput();
 * String sorted = Command.of("sort").input("b\na\n").checkOutput();
 * }</pre>
 */
public final class Command {

  private final List<String> args;
  private final boolean java;
  private Stdio stdin = Stdio.INHERIT;
  private Stdio stdout = Stdio.INHERIT;
  private Stdio stderr = Stdio.INHERIT;
  private Optional<Path> cwd = Optional.empty();
  private boolean inheritsEnvironment = true;
  private final Map<String, String> environment = new HashMap<>();
  private Charset charset = StandardCharsets.UTF_8;
  private Function<Charset, byte[]> input = text -> new byte[0];
  private Optional<Duration> timeout = Optional.empty();
  private Optional<Hosts> hosts = Optional.empty();

  private Command(List<String> args) {
    this(args, false);
  }

  private Command(List<String> args, boolean java) {
    this.java = java;
    if (args.isEmpty() || args.get(0).isEmpty()) {
      throw new IllegalArgumentException("a command begins with a program, and here is none");
    }
    this.args = List.copyOf(args);
  }

  /**
   * A program and its arguments, none of which a shell sees.
   *
   * @param args the program, by path or to be found on the {@code PATH}, and its arguments
   * @return a command
   * @throws IllegalArgumentException if there is no program
   */
  public static Command of(String... args) {
    return new Command(List.of(args));
  }

  /**
   * A program and its arguments, none of which a shell sees.
   *
   * @param args the program, by path or to be found on the {@code PATH}, and its arguments
   * @return a command
   * @throws IllegalArgumentException if there is no program
   */
  public static Command of(List<String> args) {
    return new Command(args);
  }

  /**
   * A line for {@code /bin/sh}. What somebody else may choose does not belong into it: give that as
   * arguments, which the line has as {@code "$1"}, {@code "$2"} and so on.
   *
   * @param line the line
   * @param args its arguments
   * @return a command
   */
  public static Command shell(String line, String... args) {
    List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", line, "sh"));
    all.addAll(List.of(args));
    return new Command(all);
  }

  /**
   * A Java program with the Java and the class path of this one; on worker hosts, with theirs.
   *
   * @param mainClass its main class
   * @param args its arguments
   * @return a command
   */
  public static Command java(String mainClass, List<String> args) {
    List<String> all = new ArrayList<>(List.of(mainClass));
    all.addAll(args);
    return new Command(all, true);
  }

  /**
   * Has the command run on a worker host of a queue; default: on this machine. There the folder and
   * the environment are the host's, but for what is set here. Files are still those of this
   * machine, and {@link Stdio#INHERIT} has the output copied to this program's own, while a
   * standard input that is inherited is empty. The end of such a command comes when all that it has
   * written is copied here; what its descendants write after it has ended may be lost, as with
   * {@link Popen#stdout()}.
   *
   * @param hosts where
   * @return this
   */
  public Command on(Hosts hosts) {
    this.hosts = Optional.of(hosts);
    return this;
  }

  /**
   * Sets where the standard input comes from; default: from where this program's comes.
   *
   * @param stdin neither {@link Stdio#STDOUT} nor a file to append to
   * @return this
   * @throws IllegalArgumentException if it is one of those
   */
  public Command stdin(Stdio stdin) {
    if (stdin instanceof Stdio.Stdout || (stdin instanceof Stdio.File file && file.append())) {
      throw new IllegalArgumentException("a standard input cannot be read from " + stdin);
    }
    this.stdin = Objects.requireNonNull(stdin, "stdin");
    return this;
  }

  /**
   * Sets where the standard output goes; default: where this program's goes.
   *
   * @param stdout not {@link Stdio#STDOUT}
   * @return this
   * @throws IllegalArgumentException if it is
   */
  public Command stdout(Stdio stdout) {
    if (stdout instanceof Stdio.Stdout) {
      throw new IllegalArgumentException("STDOUT is for the standard error: choose where it goes");
    }
    this.stdout = Objects.requireNonNull(stdout, "stdout");
    return this;
  }

  /**
   * Sets where the standard error goes; default: where this program's goes.
   *
   * @param stderr where
   * @return this
   */
  public Command stderr(Stdio stderr) {
    this.stderr = Objects.requireNonNull(stderr, "stderr");
    return this;
  }

  /**
   * Has standard output and standard error read through pipes, to be in what {@link #run()}
   * returns.
   *
   * @return this
   */
  public Command captureOutput() {
    return stdout(Stdio.PIPE).stderr(Stdio.PIPE);
  }

  /**
   * Sets the folder to run in; default: this program's.
   *
   * @param cwd a folder
   * @return this
   */
  public Command cwd(Path cwd) {
    this.cwd = Optional.of(cwd);
    return this;
  }

  /**
   * Sets an environment variable, beside those of this program. A program is still looked for on
   * the {@code PATH} of whoever starts it: of this program, or of the worker host.
   *
   * @param name its name
   * @param value its value
   * @return this
   */
  public Command env(String name, String value) {
    environment.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /**
   * Leaves out the environment variables of this program.
   *
   * @return this
   */
  public Command emptyEnv() {
    inheritsEnvironment = false;
    return this;
  }

  /**
   * Sets how text is written and read; default: UTF-8.
   *
   * @param charset the charset
   * @return this
   */
  public Command charset(Charset charset) {
    this.charset = Objects.requireNonNull(charset, "charset");
    return this;
  }

  /**
   * Sets what {@link #run()} and its like write to the standard input, which becomes a pipe.
   *
   * @param input the text
   * @return this
   */
  public Command input(String input) {
    Objects.requireNonNull(input, "input");
    this.input = input::getBytes;
    return stdin(Stdio.PIPE);
  }

  /**
   * Sets what {@link #run()} and its like write to the standard input, which becomes a pipe.
   *
   * @param input the bytes; not copied
   * @return this
   */
  public Command input(byte[] input) {
    Objects.requireNonNull(input, "input");
    this.input = text -> input;
    return stdin(Stdio.PIPE);
  }

  /**
   * Sets how long {@link #run()} and its like wait before they kill the command and all that
   * descends from it, from when it runs: they wait as long as it takes for a worker host that is
   * busy. Default: for ever.
   *
   * @param timeout how long; more than zero
   * @return this
   * @throws IllegalArgumentException if it is zero or less
   */
  public Command timeout(Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("a timeout must be more than 0 s, not " + timeout);
    }
    this.timeout = Optional.of(timeout);
    return this;
  }

  /**
   * Starts the command.
   *
   * @return the running command
   * @throws CommandStartException if it cannot be started: no such program, no such folder, or no
   *     worker host to run it
   * @throws CommandLostException if its worker host has gone while it started
   */
  public Popen start() {
    return new ProcessPopen(
        this,
        hosts.isPresent() ? RemoteProcess.start(this, hosts.get()) : LocalProcess.start(this));
  }

  /**
   * Runs the command to its end, whatever that is.
   *
   * @return its return code and the output of whatever is a pipe
   * @throws TimeoutExpiredException if it took too long; it is killed then
   * @throws CommandStartException if it cannot be started
   * @throws InterruptedException if the waiting thread is interrupted; the command is killed then
   */
  public CompletedProcess run() throws InterruptedException {
    byte[] bytes = input.apply(charset);
    try (Popen popen = start()) {
      try {
        return timeout.isPresent()
            ? popen.communicate(bytes, timeout.get())
            : popen.communicate(bytes);
      } catch (InterruptedException | RuntimeException | Error e) {
        popen.kill();
        throw e;
      }
    }
  }

  /**
   * Runs the command to its end.
   *
   * @return its return code, -N if signal N has ended it
   * @throws TimeoutExpiredException if it took too long; it is killed then
   * @throws CommandStartException if it cannot be started
   * @throws InterruptedException if the waiting thread is interrupted; the command is killed then
   */
  public int call() throws InterruptedException {
    return run().returnCode();
  }

  /**
   * Runs the command to its end, which must be return code 0.
   *
   * @throws CalledProcessException if it has another return code
   * @throws TimeoutExpiredException if it took too long; it is killed then
   * @throws CommandStartException if it cannot be started
   * @throws InterruptedException if the waiting thread is interrupted; the command is killed then
   */
  public void checkCall() throws InterruptedException {
    run().check();
  }

  /**
   * Runs the command to its end, which must be return code 0, and reads its standard output.
   *
   * @return the standard output as text
   * @throws CalledProcessException if it has another return code; it holds the output
   * @throws TimeoutExpiredException if it took too long; it is killed then
   * @throws CommandStartException if it cannot be started
   * @throws InterruptedException if the waiting thread is interrupted; the command is killed then
   */
  public String checkOutput() throws InterruptedException {
    Stdio before = stdout;
    try {
      return stdout(Stdio.PIPE).run().check().stdout().text();
    } finally {
      stdout = before;
    }
  }

  /** The command as a shell would have to be given it. */
  @Override
  public String toString() {
    return CommandLine.of(args());
  }

  List<String> args() {
    return java ? javaArgs(List.of("java")) : args;
  }

  /** The arguments as they were given, a main class being the first of a Java program. */
  List<String> givenArgs() {
    return args;
  }

  /** The arguments to run it with on this machine. */
  List<String> localArgs() {
    String program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return java ? javaArgs(List.of(program, "-cp", System.getProperty("java.class.path"))) : args;
  }

  private List<String> javaArgs(List<String> before) {
    List<String> all = new ArrayList<>(before);
    all.addAll(args);
    return List.copyOf(all);
  }

  boolean isJava() {
    return java;
  }

  boolean inheritsEnvironment() {
    return inheritsEnvironment;
  }

  Map<String, String> environment() {
    return environment;
  }

  Charset charset() {
    return charset;
  }

  Stdio stdin() {
    return stdin;
  }

  Stdio stdout() {
    return stdout;
  }

  Stdio stderr() {
    return stderr;
  }

  Optional<Path> cwd() {
    return cwd;
  }

  /** Changes this program's environment into the command's, which stays in the same family. */
  void putInto(Map<String, String> variables) {
    if (!inheritsEnvironment) {
      variables.keySet().removeIf(name -> !name.equals(Family.VARIABLE));
    }
    variables.putAll(environment);
  }
}
