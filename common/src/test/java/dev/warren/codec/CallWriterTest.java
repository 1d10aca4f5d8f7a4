package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.warren.codec.Samples.Point;
import dev.warren.task.Batch;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallWriterTest {

  private static final TaskName TASK = TaskName.parse("a.B::c");

  private final CallWriter writer = new CallWriter();

  private Batch batch() {
    return writer.toBatch(1, TASK, Terms.ofDefaults(), new byte[0]);
  }

  @Test
  void writesALineForEachCall() {
    writer.add(7, 1, "a\nb", null);
    writer.addEncoded(8, CallWriter.encode(new Point(1, 2)));
    writer.add(Long.MAX_VALUE / 10);

    assertThat(writer.calls()).isEqualTo(3);
    assertThat(Samples.text(batch().text()))
        .isEqualTo("7 [1,\"a\\nb\",null]\n8 [{\"x\":1,\"y\":2}]\n922337203685477580 []\n");
    assertThat(writer.size()).isEqualTo(batch().text().length);
    assertThat(batch().taskId(2)).isEqualTo(922_337_203_685_477_580L);
  }

  @Test
  void takesACallOverFromAnotherBatch() {
    writer.add(7, 1);
    writer.add(8, 2);
    CallWriter other = new CallWriter();

    other.addFrom(batch(), 1);

    assertThat(Samples.text(other.toBatch(2, TASK, Terms.ofDefaults(), new byte[0]).text()))
        .isEqualTo("8 [2]\n");
  }

  @Test
  void anUnencodableCallLeavesTheBatchAsItWas() {
    writer.add(7, 1);
    int size = writer.size();

    assertThatThrownBy(() -> writer.add(8, "long enough to be written at once", new Object()))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("[java.lang.String, java.lang.Object]");

    assertThat(writer.size()).isEqualTo(size);
    writer.add(9, 3);
    assertThat(Samples.text(batch().text())).isEqualTo("7 [1]\n9 [3]\n");
  }

  @Test
  void anArgumentWhoseCodeThrowsIsUnencodable() {
    Iterable<Object> broken =
        () -> {
          throw new IllegalStateException("closed");
        };
    List<Object> endless =
        new java.util.AbstractList<>() {
          @Override
          public Object get(int index) {
            return index < 0 ? null : get(index);
          }

          @Override
          public int size() {
            return 1;
          }
        };

    assertThatThrownBy(() -> CallWriter.encode(broken))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> CallWriter.encode(endless)).isInstanceOf(UnencodableException.class);
  }

  @Test
  void stopsAtTheLimitAndNotWhenMemoryEnds() {
    Iterator<String> endless = Stream.generate(() -> "again").iterator();
    List<Object> wide = List.of("a leaf of a tree that refers to each branch twice");
    for (int i = 0; i < 60; i++) {
      wide = List.of(wide, wide);
    }
    List<Object> exponential = wide;

    assertThatThrownBy(() -> writer.add(1, endless))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("takes more than " + ValueCodec.MAX_BYTES);
    assertThatThrownBy(() -> writer.add(1, exponential))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("takes more than " + ValueCodec.MAX_BYTES);
    assertThat(writer.size()).isZero();
  }

  /** Brings its own JSON, line ends included. */
  record Raw(@JsonRawValue String json) {}

  @Test
  void lineEndsThatAUserTypeWritesDoNotEndTheLine() {
    writer.add(1, new Raw("[\n1\n]"));

    assertThat(Samples.text(batch().text())).isEqualTo("1 [{\"json\":[ 1 ]}]\n");
    assertThat(Samples.text(ValueCodec.of(Raw.class).write(new Raw("{\n}"))))
        .isEqualTo("{\"json\":{ }}");
  }

  @Test
  void growsToManyCalls() {
    for (int i = 0; i < 10_000; i++) {
      writer.add(i, i);
    }

    Batch batch = batch();

    assertThat(batch.size()).isEqualTo(10_000);
    assertThat(batch.taskId(9_999)).isEqualTo(9_999);
    byte[] last = Arrays.copyOfRange(batch.text(), batch.start(9_999), batch.end(9_999));
    assertThat(Samples.text(last)).isEqualTo("9999 [9999]\n");
  }
}
