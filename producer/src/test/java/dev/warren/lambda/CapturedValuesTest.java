package dev.warren.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.warren.codec.UnencodableException;
import dev.warren.codec.ValueCodec;
import dev.warren.lambda.SampleTasks.Base;
import dev.warren.lambda.SampleTasks.Sub;
import dev.warren.pool.Func0;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CapturedValuesTest {

  private final TaskRefs refs = new TaskRefs(false);

  private void assertRefused(Func0<?> task, String... parts) {
    assertThatThrownBy(() -> refs.of(task))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  private int field = 5;

  @Test
  void namesTheVariableThatCannotTravel() {
    long first = 1;
    double second = 2;
    Thread culprit = Thread.currentThread();
    int last = 3;

    assertRefused(
        () -> culprit.getName() + first + second + last,
        "the lambda in dev.warren.lambda.CapturedValuesTest captures",
        "the variable \"culprit\" (a java.lang.Thread)",
        "belongs to this process");
    assertRefused(() -> first + second + culprit.getName() + last, "\"culprit\"");
    assertRefused(() -> last + second + first + culprit.getName(), "\"culprit\"");
  }

  @Test
  void namesTheVariableBehindThis() {
    Thread culprit = Thread.currentThread();
    long before = 1;

    assertRefused(() -> before + field + culprit.getName(), "the variable \"this\"");
  }

  @Test
  void refusesWhatBelongsToThisProcess() {
    Stream<Integer> stream = Stream.of(1);
    InputStream input = new ByteArrayInputStream(new byte[0]);
    ClassLoader loader = getClass().getClassLoader();
    ReentrantLock lock = new ReentrantLock();
    Object object = new Object();
    field = 6;

    assertRefused(() -> stream.count(), "\"stream\"", "belongs to this process");
    assertRefused(() -> input.read(), "\"input\"", "belongs to this process");
    assertRefused(() -> loader.getName(), "\"loader\"", "belongs to this process");
    assertRefused(() -> lock.isLocked(), "\"lock\"", "cannot travel");
    assertRefused(() -> object.hashCode(), "\"object\"", "cannot travel");
    assertRefused(() -> field, "\"this\"", "cannot travel");
    assertRefused(Thread.currentThread()::getName, "the object it is called on");
  }

  @Test
  void refusesWhatWouldComeOutChanged() {
    List<Long> longs = List.of(5L);
    Base sub = Sub.of(5);
    Object number = 5L;

    assertRefused(() -> longs.get(0), "\"longs\"", "would come out changed");
    assertRefused(() -> number.hashCode(), "\"number\"", "would come out changed");
    assertRefused(() -> sub.get(), "\"sub\"", "would come out changed");
    assertRefused(((Runnable) () -> {})::hashCode, "the object it is called on");
  }

  @Test
  void refusesMoreThanAMessageHolds() {
    String half = "x".repeat(ValueCodec.MAX_BYTES / 2);
    String other = "y".repeat(ValueCodec.MAX_BYTES / 2);
    Func0<String> both = () -> half + other;

    assertThatThrownBy(() -> refs.of(both))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("captures too much")
        .hasCauseInstanceOf(UnencodableException.class);
  }

  @Test
  void nullTravels() {
    String nothing = null;
    Func0<String> task = () -> "x" + nothing;

    assertThat(refs.of(task).captured()).asString().isEqualTo("[null]");
  }

  /** Equal to nothing but itself, like most classes. */
  static final class Plain {
    public int value = 5;
  }

  static Stream<Arguments> fit() {
    return Stream.of(
        arguments(Plain.class, new Plain()),
        arguments(Plain[].class, new Plain[] {new Plain()}),
        arguments(int[].class, new int[] {1, 2}),
        arguments(List.class, List.of(1, "a")),
        arguments(Map.class, new HashMap<>(Map.of("a", 1))),
        arguments(Iterable.class, List.of("a")),
        arguments(Optional.class, Optional.of("a")),
        arguments(CharSequence.class, "text"),
        arguments(double.class, Double.NaN),
        arguments(Thread.State.class, Thread.State.NEW));
  }

  @ParameterizedTest
  @MethodSource
  void fit(Type type, Object value) {
    assertThatCode(() -> CapturedValues.check(value, type)).doesNotThrowAnyException();
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        arguments(Base.class, Sub.of(5)),
        arguments(Number.class, 5L),
        arguments(Object.class, new Plain()),
        arguments(java.util.Date.class, new java.sql.Timestamp(5)),
        arguments(Runnable.class, (Runnable) () -> {}));
  }

  @ParameterizedTest
  @MethodSource
  void unfit(Type type, Object value) {
    assertThatThrownBy(() -> CapturedValues.check(value, type))
        .isInstanceOf(UnencodableException.class);
  }
}
