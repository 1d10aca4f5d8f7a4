package dev.warren.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.Reference;
import dev.warren.sync.route.FakeWay;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedHandlesTest {

  private final String manager = UUID.randomUUID().toString();
  private final FakeWay way = new FakeWay(manager);

  private void open(String kind) {
    Object handle =
        new SharedHandles()
            .open(new Reference(kind, manager, 1, List.of("int")), List.of(int.class));
    assertThat(handle).isNotNull();
  }

  @AfterEach
  void end() {
    way.end(Status.GONE);
  }

  @Test
  void whoGetsAnEndOfAPipeShouldBeKnownBeforeItUsesIt() {
    open(Connection.RECEIVES);

    assertThat(way.asked()).containsExactly(Op.USE);
  }

  @Test
  void noOneShouldBeBlamedForAnEndThatIsGone() {
    open(Connection.KIND);
    way.end(Status.LOST);

    Flush.all();
    Lock lock = new Lock(new Reference(Lock.KIND, manager, 2, List.of()));
    lock.release();

    assertThat(way.asked()).containsExactly(Op.USE, Op.RELEASE);
  }

  @Test
  void noOtherHandleShouldAskForAnything() {
    open(Lock.KIND);
    open(Queue.KIND);

    assertThat(way.asked()).isEmpty();
    open(Connection.SENDS);
  }
}
