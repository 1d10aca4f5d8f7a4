package dev.warren.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * The signals that ask this process to end, TERM and INT. The first one does what the running
 * command has asked for, every further one something harder. Thread-safe.
 */
final class StopSignals {

  private static final String[] NAMES = {"TERM", "INT"};

  private IntConsumer onFirst = number -> System.exit(Exit.signal(number));
  private IntConsumer onFurther = StopSignals::halt;
  private int first;

  /**
   * Has this JVM's signals come here.
   *
   * <p>A shutdown hook would not do: it cannot choose the exit code, and while it runs the JVM does
   * not react to a second signal. {@code sun.misc.Signal} is what jdk.unsupported offers for this;
   * it is called by reflection, because the compiler warns of its name and warnings fail the build.
   */
  void install() {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      InvocationHandler forward =
          (proxy, method, args) ->
              switch (method.getName()) {
                case "handle" -> {
                  received((int) signalType.getMethod("getNumber").invoke(args[0]));
                  yield null;
                }
                case "equals" -> proxy == args[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "stop signals";
              };
      Object handler =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(), new Class<?>[] {handlerType}, forward);
      for (String each : NAMES) {
        Object signal = signalType.getConstructor(String.class).newInstance(each);
        signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("this Java lets no program handle signals", e);
    }
  }

  /** Says what the first signal does, and what every further one; each on a thread of its own. */
  synchronized void on(IntConsumer firstOne, IntConsumer furtherOnes) {
    onFirst = firstOne;
    onFurther = furtherOnes;
  }

  /** A signal came in; returns when it is dealt with. */
  void received(int number) {
    IntConsumer reaction;
    synchronized (this) {
      reaction = first == 0 ? onFirst : onFurther;
      first = first == 0 ? number : first;
    }
    reaction.accept(number);
  }

  /** The first signal; 0 if none came. */
  synchronized int first() {
    return first;
  }

  /** Ends the JVM at once; worker processes see their pipes close and follow. */
  static void halt(int number) {
    Runtime.getRuntime().halt(Exit.signal(number));
  }

  /** Ends the JVM some time from now, if it is still there. */
  static void haltAfter(Duration grace, int number) {
    try {
      TimeUnit.NANOSECONDS.sleep(grace.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    halt(number);
  }
}
