package dev.warren.sync.state;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Numbers;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Port;
import dev.warren.sync.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An owner whose clock is moved by hand, and its clients. */
final class Desk {

  private record Planned(long due, Runnable action) {}

  private final List<Planned> planned = new ArrayList<>();
  private long now;

  final Owner owner =
      new Owner(
          new Alarm() {
            @Override
            public Runnable in(long nanos, Runnable action) {
              Planned plan = new Planned(now + nanos, action);
              planned.add(plan);
              return () -> planned.remove(plan);
            }

            @Override
            public void close() {
              planned.clear();
            }
          });

  void pass(long nanos) {
    now += nanos;
    for (Planned each : List.copyOf(planned)) {
      if (each.due() <= now && planned.remove(each)) {
        each.action().run();
      }
    }
  }

  int planned() {
    return planned.size();
  }

  Visitor visitor() {
    return new Visitor();
  }

  static byte[] text(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  /** A client, on thread 1 unless said otherwise. */
  final class Visitor {

    private final Map<Long, Answer> answers = new HashMap<>();
    private final Port port = owner.connect(answer -> answers.put(answer.number(), answer));
    private long last;
    private long thread = 1;

    Visitor onThread(long id) {
      thread = id;
      return this;
    }

    /** Asks with a timeout in nanoseconds; returns the request's number. */
    long ask(long object, Op op, long timeout, Object... values) {
      List<byte[]> bytes =
          Stream.of(values)
              .map(
                  each -> each instanceof Number n ? Numbers.write(n.longValue()) : text("" + each))
              .toList();
      port.send(new Request(op, ++last, thread, object, timeout, bytes));
      return last;
    }

    long waitFor(long object, Op op, Object... values) {
      return ask(object, op, Request.FOR_EVER, values);
    }

    /** Asks and shows the answer, as in {@code OK a b}; {@code waits} if there is none. */
    String now(long object, Op op, Object... values) {
      return shown(ask(object, op, 0, values));
    }

    String shown(long number) {
      Answer answer = answers.get(number);
      if (answer == null) {
        return answers.containsKey(Answer.TO_ALL)
            ? "all " + answers.get(Answer.TO_ALL).status()
            : "waits";
      }
      StringBuilder text = new StringBuilder(answer.status().name());
      answer.values().forEach(v -> text.append(' ').append(new String(v, StandardCharsets.UTF_8)));
      return text.toString();
    }

    void cancel(long number) {
      port.send(new Request(Op.CANCEL, number, 0, 0, 0, List.of()));
    }

    void dies() {
      port.close();
    }
  }
}
