package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.DeadReason;
import dev.warren.task.Death;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import dev.warren.task.PostMortem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostMortemCodecTest {

  private static final Instant NOW = Instant.parse("2026-11-23T18:30:00.123Z");
  private static final String HALF_A_PAIR = "\ud83dx";

  private static PostMortem of(DeadReason reason, String why, Outcome outcome) {
    return new PostMortem(reason, "a.B::c", 18, "far", 4711, NOW, why, Optional.of(outcome));
  }

  private static PostMortem failed(Failure failure) {
    return of(DeadReason.FAILED, "it threw", new Outcome.Failed(18, failure));
  }

  private static Failure failure(int frames, String text, int causes) {
    Failure.Frame frame = new Failure.Frame("a.B", "c", "B.java", 12);
    return new Failure(
        "a.Exception" + causes,
        text,
        Collections.nCopies(frames, frame),
        causes == 0 ? null : failure(frames, text, causes - 1));
  }

  private static Stream<PostMortem> notes() {
    return Stream.of(
        failed(failure(3, "grüße \"you\"", 2)),
        failed(new Failure("a.B", null, List.of(), null)),
        of(
            DeadReason.DIED,
            "signal 9",
            new Outcome.WorkerDied(18, List.of(new Death("far", 1, 137, "x", List.of("last"))))),
        of(DeadReason.REJECTED, "no such task", new Outcome.Rejected(18, "no such task")),
        PostMortem.raw(DeadReason.UNDECODABLE, "far", NOW, "not JSON"),
        PostMortem.raw(DeadReason.UNSIGNED, "far", NOW, "no signature"));
  }

  @ParameterizedTest
  @MethodSource("notes")
  void comesOutAsItWentIn(PostMortem note) {
    assertThat(PostMortemCodec.read(PostMortemCodec.write(note))).isEqualTo(note);
  }

  @Test
  void isOneLineOfJson() {
    assertThat(PostMortemCodec.write(PostMortem.raw(DeadReason.UNDECODABLE, "far", NOW, "a\nb")))
        .startsWith("{\"v\":3,\"reason\":\"undecodable\"")
        .doesNotContain("\n");
  }

  @Test
  void ordinaryStackTracesAreKeptWhole() {
    PostMortem note = failed(failure(120, "the disk is gone", 3));

    assertThat(PostMortemCodec.read(PostMortemCodec.write(note))).isEqualTo(note);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void longOutcomesAreCutUntilTheyFit(int size) {
    Failure failure =
        failure(Failure.MAX_FRAMES, "ü".repeat(1 << (4 * size)), Failure.MAX_CAUSES - 1);

    String text = PostMortemCodec.write(failed(failure));

    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(PostMortemCodec.MAX_BYTES);
    Outcome.Failed kept = (Outcome.Failed) PostMortemCodec.read(text).outcome().orElseThrow();
    assertThat(kept.failure().type()).isEqualTo(failure.type());
    assertThat(kept.failure().stack()).hasSizeBetween(8, 40);
    assertThat(kept.failure().cause()).isNotNull();
  }

  @Test
  void ofManyDeathsTheLastOnesAreKept() {
    Death first = new Death("far", 1, 137, "", List.of("x".repeat(60_000)));
    Death last = new Death("far", 2, 137, "", List.of("a".repeat(60_000), "the last line"));
    List<Death> all = List.of(first, first, first, first, first, first, first, last);

    String text =
        PostMortemCodec.write(of(DeadReason.DIED, "signal 9", new Outcome.WorkerDied(18, all)));

    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(PostMortemCodec.MAX_BYTES);
    var kept = (Outcome.WorkerDied) PostMortemCodec.read(text).outcome().orElseThrow();
    Death keptLast = kept.deaths().get(kept.deaths().size() - 1);
    assertThat(keptLast.pid()).isEqualTo(2);
    assertThat(keptLast.lastLines()).last().isEqualTo("the last line");
  }

  @Test
  void halfASurrogatePairDoesNoHarm() {
    PostMortem strange =
        new PostMortem(
            DeadReason.FAILED,
            HALF_A_PAIR,
            18,
            HALF_A_PAIR,
            1,
            NOW,
            HALF_A_PAIR,
            Optional.of(new Outcome.Failed(18, new Failure(HALF_A_PAIR, null, List.of(), null))));

    PostMortem read = PostMortemCodec.read(PostMortemCodec.write(strange));

    assertThat(read.outcome()).isPresent();
    assertThat(read.why()).isEqualTo("?x");
  }

  @Test
  void textsOfAnyLengthLeaveTheNoteShortEnough() {
    String endless = "\u0000".repeat(1_000_000);
    PostMortem note =
        new PostMortem(
            DeadReason.REJECTED,
            endless,
            18,
            endless,
            1,
            NOW,
            endless,
            Optional.of(new Outcome.Rejected(18, endless)));

    assertThat(PostMortemCodec.write(note)).hasSizeLessThan(PostMortemCodec.MAX_BYTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"v\":2,\"reason\":\"failed\",\"task\":\"t\",\"id\":1,\"host\":\"h\",\"pid\":1,\"at\":1,"
            + "\"why\":\"\"}",
        "{\"v\":3,\"reason\":\"bored\",\"task\":\"t\",\"id\":1,\"host\":\"h\",\"pid\":1,\"at\":1,"
            + "\"why\":\"\"}",
        "{\"v\":3,\"reason\":\"died\",\"task\":\"t\",\"id\":1,\"host\":null,\"pid\":1,\"at\":1,"
            + "\"why\":\"\"}",
        "{\"v\":3,\"reason\":\"died\",\"task\":\"t\",\"id\":1,\"host\":\"h\",\"pid\":1,\"at\":1,"
            + "\"why\":\"\",\"deaths\":[null]}"
      })
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> PostMortemCodec.read(text))
        .isInstanceOf(MalformedMessageException.class);
  }
}
