package dev.warren.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.warren.codec.ArgumentCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.UnencodableException;
import dev.warren.lambda.SampleTasks.Base;
import dev.warren.lambda.SampleTasks.Point;
import dev.warren.lambda.SampleTasks.Speaker;
import dev.warren.lambda.SampleTasks.Sub;
import dev.warren.pool.Func0;
import dev.warren.pool.Func1;
import dev.warren.pool.Func2;
import dev.warren.pool.Initializer;
import dev.warren.task.TaskMethod;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskRefsTest {

  private final TaskRefs refs = new TaskRefs(false);

  private static Arguments zero(Func0<?> task, Object result) {
    return arguments(task, List.of(), result);
  }

  private static <A> Arguments one(Func1<A, ?> task, A a, Object result) {
    return arguments(task, List.of(a), result);
  }

  private static <A, B> Arguments two(Func2<A, B, ?> task, A a, B b, Object result) {
    return arguments(task, List.of(a, b), result);
  }

  private static int secret(int x) {
    return x + 1;
  }

  static Stream<Arguments> tasks() {
    int i = 1;
    long j = 1L << 40;
    double d = 0.5;
    String s = "captured";
    AtomicInteger counter = new AtomicInteger(5);
    List<String> names = List.of("a", "b");
    Speaker speaker = new Speaker("s");
    Sub sub = Sub.of(5);
    Base asBase = sub;
    record Local(int value) {}
    Local local = new Local(3);
    return Stream.of(
        one(SampleTasks::square, 7, 49),
        one((Func1<Integer, Integer>) SampleTasks::overloaded, 7, 7),
        one((Func1<String, Integer>) SampleTasks::overloaded, "abc", 3),
        two(SampleTasks::addLong, 1L, 2L, 3L),
        one((Func1<String, List<String>>) SampleTasks::listOf, "x", List.of("x")),
        one((Func1<String, Integer>) SampleTasks::count, "x", 1),
        two((Func2<String, String, Integer>) SampleTasks::count, "x", "y", 2),
        one(TaskRefsTest::secret, 1, 2),
        one(SampleTasks.Shouting::shout, "hey", "hey!"),
        one(speaker::greet, "hey", "hey, s"),
        two(Speaker::greet, speaker, "hey", "hey, s"),
        one(speaker::shoutAll, "hey", "hey!!!"),
        two(Speaker::shoutAll, speaker, "hey", "hey!!!"),
        one(Sub::twice, sub, 2_010),
        zero(sub::twice, 2_010),
        zero(asBase::twice, 2_010),
        zero(names::size, 2),
        one(Map.of("k", "v")::get, "k", "v"),
        zero(Path.of("/a/b")::getNameCount, 2),
        one(List::size, List.of(1, 2), 2),
        one(String::length, "four", 4),
        two(String::concat, "a", "b", "ab"),
        one("bound "::concat, "b", "bound b"),
        one(Integer::parseInt, "12", 12),
        two(Point::new, 1, 2, new Point(1, 2)),
        one(Point::sum, new Point(1, 2), 3),
        zero(new Point(4, 5)::sum, 9),
        one(Point::diagonal, 6, new Point(6, 6)),
        zero(() -> 5, 5),
        zero(() -> null, null),
        one((Func1<Integer, Integer>) x -> x + i, 1, 2),
        zero(() -> s + i + j + d, "captured110995116277760.5"),
        zero(() -> counter.get(), 5),
        zero(() -> names.get(1), "b"),
        zero(() -> local.value(), 3),
        zero((Func0<Point>) () -> new Point(i, 2), new Point(1, 2)));
  }

  /** Calls what a reference names, as a worker would. */
  private static Object run(TaskRef ref, List<Object> arguments) throws Throwable {
    TaskMethod method = TaskMethod.find(ref.name(), TaskRefsTest.class.getClassLoader());
    List<Type> types = method.parameterTypes();
    List<Object> values = new ArrayList<>();
    if (ref.captured().length > 0) {
      int captured = ArgumentCodec.count(ref.captured());
      byte[] bytes = ref.captured();
      Collections.addAll(
          values, new ArgumentCodec(types.subList(0, captured)).read(bytes, 0, bytes.length));
    }
    byte[] own = CallWriter.encode(arguments.toArray());
    ArgumentCodec codec = new ArgumentCodec(types.subList(values.size(), types.size()));
    Collections.addAll(values, codec.read(own, 0, own.length));
    Object result = (Object) method.handle().invokeExact(values.toArray());
    return ref.result().read(ref.result().write(result));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("tasks")
  void leadsToTheSameMethod(Serializable task, List<Object> arguments, Object result)
      throws Throwable {
    assertThat(run(refs.of(task), arguments)).isEqualTo(result);
  }

  @Test
  void namesTheMethodInFull() {
    Func1<Integer, Integer> task = SampleTasks::square;

    assertThat(refs.of(task).name()).hasToString("dev.warren.lambda.SampleTasks::square(I)I");
  }

  @Test
  void readsResultsInFullGenericForm() {
    Func1<Integer, List<Long>> task = SampleTasks::longs;

    Object result = refs.of(task).result().read("[1,2]".getBytes(StandardCharsets.UTF_8));

    assertThat(result).isEqualTo(List.of(1L, 2L));
  }

  @Test
  void aLambdaThatCapturesNothingIsLookedAtOnce() {
    List<TaskRef> seen = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Func0<Integer> task = () -> 5;
      seen.add(refs.of(task));
    }

    assertThat(seen.get(0)).isSameAs(seen.get(1));
  }

  @Test
  void calledAgainALambdaHasItsNewCapturedValues() {
    List<TaskRef> seen = new ArrayList<>();
    for (int i : new int[] {1, 2, 1}) {
      Func0<Integer> task = () -> i;
      seen.add(refs.of(task));
    }

    assertThat(seen.get(0)).isEqualTo(seen.get(2)).hasSameHashCodeAs(seen.get(2));
    assertThat(seen.get(0)).isNotEqualTo(seen.get(1));
    assertThat(seen.get(1).captured()).asString(StandardCharsets.UTF_8).isEqualTo("[2]");
  }

  @Test
  void aClassIsNoLambda() {
    Func0<Integer> anonymous =
        new Func0<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public Integer call() {
            return 5;
          }
        };

    assertThatThrownBy(() -> refs.of(anonymous))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a class, not a lambda")
        .hasMessageContaining("pass a method reference");
  }

  @Test
  void strangersRunOnlyAnnotatedStaticMethods() {
    TaskRefs shared = new TaskRefs(true);
    Func1<Integer, Integer> annotated = SampleTasks::square;
    Func2<Long, Long, Long> plain = SampleTasks::addLong;
    Func0<Integer> lambda = () -> 5;

    assertThat(shared.of(annotated).name().method()).isEqualTo("square");
    assertThatThrownBy(() -> shared.of(plain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SampleTasks::addLong cannot be sent")
        .hasMessageContaining("@Task");
    assertThatThrownBy(() -> shared.of(lambda))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the lambda in dev.warren.lambda.TaskRefsTest");
  }

  @Test
  void anInitializerIsATaskToo() {
    Initializer initializer = () -> SampleTasks.square(1);

    assertThat(refs.of(initializer).name().method()).startsWith("lambda$");
  }

  @Test
  void argumentsThatWouldComeOutChangedAreRefused() {
    Func1<List<Long>, Boolean> erased = list -> list.contains(1L);
    Func1<Number, Number> wide = number -> number;

    assertThatThrownBy(() -> refs.of(erased).encode(List.of(1L)))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("would come out changed")
        .hasMessageContaining("java.util.List");
    assertThatThrownBy(() -> refs.of(wide).encode(new BigDecimal("1.12345678901234567890")))
        .isInstanceOf(UnencodableException.class);
    assertThat(refs.of(erased).encode(List.of(1))).asString().isEqualTo("[[1]]");
    assertThat(refs.of(wide).encode(7)).asString().isEqualTo("[7]");
  }
}
