package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExactTypesTest {

  record Box<T>(T value) {}

  record Holder(Box<Long> exact, List<String> list) {}

  record Raw(List<?> list) {}

  @SuppressWarnings({"unused", "rawtypes"}) // By reflection.
  private interface Types<T> {
    Box<Long> boxOfLong();

    Box rawBox();

    List rawList();

    List<?> anyList();

    List<T> variable();

    T[] variables();

    List<Long>[] listsOfLong();

    Map<String, List<Long>> nested();

    Map<String, List> nestedRaw();
  }

  static Stream<Arguments> verdicts() {
    return Stream.of(
        arguments(int.class, true),
        arguments(long[][].class, true),
        arguments(String.class, true),
        arguments(Samples.Line.class, true),
        arguments(Samples.Node.class, true),
        arguments(JsonText.class, true),
        arguments(Holder.class, true),
        arguments(Object.class, false),
        arguments(Object[].class, false),
        arguments(Number.class, false),
        arguments(Comparable.class, false),
        arguments(Samples.Any.class, false),
        arguments(Samples.Any[].class, false),
        arguments(Raw.class, false));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void tellsExactClassesFromOpenOnes(Type type, boolean exact) {
    assertThat(ExactTypes.isExact(type)).isEqualTo(exact);
  }

  @Test
  void tellsExactGenericTypesFromOpenOnes() {
    assertThat(Stream.of(Types.class.getDeclaredMethods()))
        .filteredOn(method -> ExactTypes.isExact(method.getGenericReturnType()))
        .extracting(method -> method.getName())
        .containsExactlyInAnyOrder("boxOfLong", "nested", "listsOfLong");
  }
}
