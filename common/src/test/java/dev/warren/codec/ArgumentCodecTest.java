package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.Samples.Point;
import dev.warren.codec.Samples.Positive;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentCodecTest {

  private final ArgumentCodec codec =
      new ArgumentCodec(List.of(int.class, Samples.type("longs"), Point.class));

  private static Object[] read(ArgumentCodec codec, String json) {
    byte[] bytes = Samples.bytes("7 " + json + "\n");
    return codec.read(bytes, 2, bytes.length - 1);
  }

  @Test
  void readsEachAsItsParameterSays() {
    assertThat(read(codec, "[1, [2, null], {\"x\":3,\"y\":4}]"))
        .containsExactly(1, Arrays.asList(2L, null), new Point(3, 4));
  }

  @Test
  void readsWhatACallWriterWrites() {
    byte[] bytes = CallWriter.encode(1, List.of(Long.MAX_VALUE), null);

    assertThat(codec.read(bytes, 0, bytes.length))
        .containsExactly(1, List.of(Long.MAX_VALUE), null);
  }

  @Test
  void readsNoArguments() {
    assertThat(read(new ArgumentCodec(List.of()), " [ ] ")).isEmpty();
  }

  @Test
  void keepsJsonTextToTheLetter() {
    ArgumentCodec texts = new ArgumentCodec(List.of(JsonText.class, Samples.type("texts")));

    Object[] values =
        read(texts, "[{\"a\":0.10000000000000000000001,\"b\":[-0,1e400]},[1E5,\"\\ud800\"]]");

    assertThat(values[0]).hasToString("{\"a\":0.10000000000000000000001,\"b\":[-0,1e400]}");
    assertThat(values[1]).hasToString("[1E5, \"\\uD800\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | takes 3 arguments, got 0",
        "[1,[2]] | takes 3 arguments, got 2",
        "[1,[2],null,[[4]]] | takes 3 arguments, got 4",
        "[null,[2],null] | argument 1 must be int",
        "[1.5,[2],null] | argument 1 must be int",
        "[1,[\"a\"],null] | argument 2 must be java.util.List<java.lang.Long>",
        "[1,[2],{\"z\":1}] | argument 3 must be dev.warren.codec.Samples$Point",
        "[1,[2],null] [] | behind",
        "[1,[2],null]] | not a JSON array",
        "[1,[2],null | not a JSON array",
        "[1,[2],null,] | not a JSON array",
        "{} | not a JSON array",
        "null | not a JSON array",
        "1 | not a JSON array",
        "'' | not a JSON array",
        "junk | not a JSON array"
      })
  void saysWhatDoesNotFit(String json, String reason) {
    assertThatThrownBy(() -> read(codec, json))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0})
  void aConstructorThatThrowsIsTheArgumentsFault(int value) {
    ArgumentCodec positive = new ArgumentCodec(List.of(Positive.class));

    assertThatThrownBy(() -> read(positive, "[{\"value\":" + value + "}]"))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("argument 1");
  }

  @Test
  void refusesToNestTooDeeply() {
    ArgumentCodec any = new ArgumentCodec(List.of(Object.class));

    assertThat(read(any, Samples.nested(Json.MAX_DEPTH))).hasSize(1);
    assertThatThrownBy(() -> read(any, Samples.nested(Json.MAX_DEPTH + 1)))
        .isInstanceOf(UndecodableException.class);
    assertThatThrownBy(() -> read(any, Samples.nested(100_000)))
        .isInstanceOf(UndecodableException.class);
    assertThatThrownBy(() -> read(any, "[1," + Samples.nested(100_000) + "]"))
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void countsTheValues() {
    assertThat(ArgumentCodec.count(Samples.bytes("[]"))).isZero();
    assertThat(ArgumentCodec.count(Samples.bytes("[1,[2,3],null]"))).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "[1", "[1] 2"})
  void countsOnlyAnArray(String json) {
    assertThatThrownBy(() -> ArgumentCodec.count(Samples.bytes(json)))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("not a JSON array");
  }
}
