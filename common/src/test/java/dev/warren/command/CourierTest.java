package dev.warren.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a courier makes of the broker's answers. */
@Timeout(30)
class CourierTest {

  private record Out(Message message, Receipt receipt) {}

  private final BlockingQueue<Out> published = new LinkedBlockingQueue<>();
  private final List<String> heard = new ArrayList<>();
  private final Courier courier =
      new Courier((message, receipt) -> published.add(new Out(message, receipt)));
  private final Message first = Message.of("queue", new byte[] {1});
  private final Message second = Message.of("queue", new byte[] {2});

  @AfterEach
  void close() {
    courier.close();
  }

  private Out next() throws InterruptedException {
    return published.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void messagesShouldGoOutInTheirOrder() throws Exception {
    courier.send(first, new Noted());
    courier.send(second, new Noted());

    assertThat(next().message()).isSameAs(first);
    assertThat(next().message()).isSameAs(second);
  }

  @Test
  void whatIsRefusedShouldBeToldToWhoHasSentIt() throws Exception {
    courier.send(first, new Noted());

    next().receipt().refused();

    assertThat(heard).containsExactly("refused");
  }

  @Test
  void whatIsSentUntilItIsTakenShouldBeSentAgainAsOftenAsItIsRefused() throws Exception {
    courier.sendUntilTaken(first, new Noted());
    next().receipt().refused();
    next().receipt().refused();
    Out third = next();
    assertThat(third.message()).isSameAs(first);
    assertThat(heard).isEmpty();

    third.receipt().confirmed();

    assertThat(heard).containsExactly("confirmed");
  }

  @Test
  void otherAnswersShouldBeToldAtOnce() throws Exception {
    courier.sendUntilTaken(first, new Noted());
    courier.sendUntilTaken(second, new Noted());

    next().receipt().unroutable();
    next().receipt().lost();

    assertThat(heard).containsExactly("unroutable", "lost");
  }

  private final class Noted implements Receipt {

    @Override
    public void confirmed() {
      heard.add("confirmed");
    }

    @Override
    public void unroutable() {
      heard.add("unroutable");
    }

    @Override
    public void refused() {
      heard.add("refused");
    }

    @Override
    public void lost() {
      heard.add("lost");
    }
  }
}
