package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.warren.codec.Samples.Any;
import dev.warren.codec.Samples.Line;
import dev.warren.codec.Samples.Named;
import dev.warren.codec.Samples.Node;
import dev.warren.codec.Samples.Op;
import dev.warren.codec.Samples.Point;
import dev.warren.codec.Samples.Positive;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCodecTest {

  static Stream<Arguments> unchanged() {
    return Stream.of(
        arguments(double.class, Double.NaN),
        arguments(Double.class, Double.NEGATIVE_INFINITY),
        arguments(double.class, -0.0),
        arguments(double[].class, new double[] {Double.MIN_VALUE, Double.NaN}),
        arguments(float.class, Float.MIN_VALUE),
        arguments(float.class, Float.POSITIVE_INFINITY),
        arguments(long.class, Long.MAX_VALUE),
        arguments(Long.class, Long.MIN_VALUE),
        arguments(byte.class, (byte) -128),
        arguments(boolean.class, true),
        arguments(char.class, 'ß'),
        arguments(char.class, '\0'),
        arguments(Character.class, '"'),
        arguments(char[].class, "a\nb".toCharArray()),
        arguments(byte[].class, new byte[] {0, -1, 127}),
        arguments(int[][].class, new int[][] {{1}, {}}),
        arguments(BigDecimal.class, new BigDecimal("1.00")),
        arguments(BigDecimal.class, new BigDecimal("-1E+400")),
        arguments(BigInteger.class, BigInteger.TWO.pow(9_000).negate()),
        arguments(String.class, ""),
        arguments(String.class, "two\nlines\r\u2028\0\"\\ 😀"),
        arguments(String.class, "x\ud800y"),
        arguments(Op.class, Op.ADD),
        arguments(Line.class, new Line(new Point(1, -2), null)),
        arguments(Node.class, new Node(1, new Node(2, null))),
        arguments(Samples.type("longs"), Arrays.asList(5L, null)),
        arguments(Samples.type("pointsByName"), Map.of("a\n", List.of(new Point(1, 2)))),
        arguments(Samples.type("pointsByName"), Map.of("k".repeat(60_000), List.of())),
        arguments(Samples.type("maybe"), Optional.of(5L)),
        arguments(Samples.type("maybe"), Optional.empty()),
        arguments(Samples.type("ops"), Set.of(Op.ADD)),
        arguments(Samples.type("byLong"), Map.of(-5L, "x")),
        arguments(Instant.class, Instant.MAX),
        arguments(Instant.class, Instant.parse("2024-01-01T00:00:00.123456789Z")),
        arguments(LocalDate.class, LocalDate.MIN),
        arguments(LocalDateTime.class, LocalDateTime.of(2024, 2, 29, 1, 2, 3, 4)),
        arguments(Duration.class, Duration.ofNanos(-1)),
        arguments(OffsetDateTime.class, OffsetDateTime.parse("2024-01-01T00:00:00+01:00")),
        arguments(
            ZonedDateTime.class,
            ZonedDateTime.of(2024, 7, 1, 0, 0, 0, 1, ZoneId.of("Europe/Berlin"))),
        arguments(Month.class, Month.MAY),
        arguments(DayOfWeek.class, DayOfWeek.MONDAY),
        arguments(UUID.class, new UUID(1, 2)),
        arguments(Void.class, null),
        arguments(String.class, null),
        arguments(Point.class, null),
        arguments(List.class, List.of(1, "a", true, 0.5)),
        arguments(Object.class, Map.of("a", List.of(1))),
        arguments(Any.class, new Any("text")));
  }

  @ParameterizedTest
  @MethodSource
  void unchanged(Type type, Object value) {
    ValueCodec codec = ValueCodec.of(type);

    byte[] written = codec.write(value);

    assertThat(written).doesNotContain('\n');
    assertThat(codec.read(written)).isEqualTo(value);
  }

  static Stream<Arguments> changed() {
    return Stream.of(
        arguments(List.class, List.of(5L)),
        arguments(Object.class, 5L),
        arguments(Number.class, 5L),
        arguments(Object.class, new Point(1, 2)),
        arguments(Object.class, new BigDecimal("0.5")),
        arguments(List.class, List.of(Double.NaN)),
        arguments(Samples.type("numbers"), List.of(5L)),
        arguments(Any.class, new Any(5L)),
        arguments(Any[].class, new Any[] {new Any(5L)}));
  }

  @ParameterizedTest
  @MethodSource
  void changed(Type type, Object value) {
    assertThatThrownBy(() -> ValueCodec.of(type).write(value))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("would come out changed")
        .hasMessageContaining(type.getTypeName());
  }

  static Stream<Arguments> unwritable() {
    Map<String, Object> circle = new HashMap<>();
    circle.put("me", circle);
    List<Object> deep = List.of();
    for (int i = 0; i < Json.MAX_DEPTH; i++) {
      deep = List.of(deep);
    }
    return Stream.of(
        arguments(circle, "nesting depth"),
        arguments(deep, "nesting depth"),
        arguments(new Object(), "java.lang.Object"),
        arguments(new Samples.Broken(), "second"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource
  void unwritable(Object value, String reason) {
    assertThatThrownBy(() -> ValueCodec.of(value.getClass()).write(value))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("a value of type " + value.getClass().getTypeName())
        .hasMessageContaining(reason);
  }

  @Test
  void stopsAtTheLimit() {
    ValueCodec text = ValueCodec.of(String.class);
    String largest = "x".repeat(ValueCodec.MAX_BYTES - 2);

    assertThat(text.write(largest)).hasSize(ValueCodec.MAX_BYTES);
    assertThatThrownBy(() -> text.write(largest + "x"))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("a value of type java.lang.String takes more than 15728640 bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int | null",
        "int | 1.0",
        "int | \"1\"",
        "int | 2147483648",
        "int | true",
        "int | [1]",
        "int | 1 2",
        "int | 1]",
        "int | ''",
        "int | NaN",
        "int | 1e2147483648",
        "long | 9223372036854775808",
        "boolean | 0",
        "char | \"ab\"",
        "byte | 256"
      })
  void refusesToBendAPrimitive(String type, String json) {
    ValueCodec codec = ValueCodec.of(primitive(type));

    assertThatThrownBy(() -> codec.read(Samples.bytes(json)))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("expected " + type);
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        arguments(Point.class, "{\"x\":1,\"y\":2,\"z\":3}"),
        arguments(Point.class, "{\"x\":1,\"y\":null}"),
        arguments(Point.class, "[1,2]"),
        arguments(Positive.class, "{\"value\":-1}"),
        arguments(Positive.class, "{\"value\":0}"),
        arguments(Op.class, "\"SUB\""),
        arguments(Op.class, "0"),
        arguments(String.class, "5"),
        arguments(String.class, "0.5"),
        arguments(String.class, "true"),
        arguments(Samples.type("ops"), "[0]"),
        arguments(BigDecimal.class, "1e2147483648"),
        arguments(BigInteger.class, "9".repeat(Json.MAX_NUMBER + 1)),
        arguments(Named.class, "{\"name\":\"a\",\"text\":"),
        arguments(JsonText.class, "{\"name\":"),
        arguments(JsonText.class, ""),
        arguments(Object.class, Samples.nested(100_000)),
        arguments(JsonText.class, Samples.nested(100_000)),
        arguments(Samples.type("byPoint"), "{\"a\":\"b\"}"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource
  void unreadable(Type type, String json) {
    ValueCodec codec = ValueCodec.of(type);

    assertThatThrownBy(() -> codec.read(Samples.bytes(json)))
        .isInstanceOf(UndecodableException.class)
        .hasMessageStartingWith("expected " + type.getTypeName());
  }

  @Test
  void readsAPartOfAnArray() {
    assertThat(ValueCodec.of(int.class).read(Samples.bytes("x12y"), 1, 3)).isEqualTo(12);
  }

  private static Class<?> primitive(String name) {
    return Stream.of(int.class, long.class, boolean.class, char.class, byte.class)
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static class Base {
    public int getKind() {
      return 1;
    }

    public void setKind(int kind) {
      assertThat(kind).isEqualTo(1);
    }
  }

  static final class Below extends Base {}

  @Test
  void anObjectOfASubclassIsRefused() {
    ValueCodec codec = ValueCodec.of(Base.class);

    assertThat(codec.write(new Base())).asString().isEqualTo("{\"kind\":1}");
    assertThatThrownBy(() -> codec.write(new Below()))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("would come out changed");
  }
}
