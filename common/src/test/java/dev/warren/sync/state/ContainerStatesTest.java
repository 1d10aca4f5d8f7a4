package dev.warren.sync.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.ValueCodec;
import dev.warren.sync.state.Desk.Visitor;
import dev.warren.sync.wire.Op;
import org.junit.jupiter.api.Test;

/** Python: multiprocessing.Pipe, Value, and the dict and list of a Manager. */
class ContainerStatesTest {

  private final Desk desk = new Desk();
  private final Visitor a = desk.visitor();
  private final Visitor b = desk.visitor();
  private final long first = desk.owner.pipe();
  private final long second = first + 1;
  private final long dict = desk.owner.dict();
  private final long list = desk.owner.list();
  private final long value = desk.owner.value(Desk.text("1"));

  @Test
  void aPipeShouldGoBothWays() {
    a.now(first, Op.PUT, "there");
    b.now(second, Op.PUT, "back");

    assertThat(b.now(second, Op.AWAIT)).isEqualTo("OK");
    assertThat(b.now(second, Op.GET)).isEqualTo("OK there");
    assertThat(b.now(second, Op.AWAIT)).isEqualTo("NO");
    assertThat(b.now(second, Op.GET)).isEqualTo("NO");
    assertThat(a.now(first, Op.GET)).isEqualTo("OK back");
    long waiting = a.waitFor(first, Op.GET);
    b.now(second, Op.PUT, "more");
    assertThat(a.shown(waiting)).isEqualTo("OK more");
  }

  @Test
  void theEndShouldComeBehindWhatIsLeft() {
    a.now(first, Op.PUT, "last");
    b.now(second, Op.GET);
    a.now(first, Op.PUT, "words");
    a.now(first, Op.CLOSE, 1);

    assertThat(b.now(second, Op.GET)).isEqualTo("OK words");
    assertThat(b.now(second, Op.AWAIT)).isEqualTo("OK");
    assertThat(b.now(second, Op.GET)).isEqualTo("ENDED");
    assertThat(b.now(second, Op.PUT, "?")).isEqualTo("ENDED");
    assertThat(a.now(first, Op.GET)).isEqualTo("CLOSED");
  }

  @Test
  void oneThatWaitsShouldHearThatTheOtherEndHasDied() {
    b.now(second, Op.PUT, "hello");
    long waiting = a.waitFor(first, Op.GET);
    assertThat(a.shown(waiting)).isEqualTo("OK hello");
    long again = a.waitFor(first, Op.GET);
    long poll = a.waitFor(first, Op.AWAIT);

    b.dies();

    assertThat(a.shown(again)).isEqualTo("ENDED");
    assertThat(a.shown(poll)).isEqualTo("OK");
  }

  @Test
  void oneThatHasGotAnEndShouldBeMissedThoughItHasNotUsedIt() {
    long waiting = a.waitFor(first, Op.GET);
    assertThat(b.now(second, Op.USE)).isEqualTo("OK");

    b.dies();

    assertThat(a.shown(waiting)).isEqualTo("ENDED");
  }

  @Test
  void anEndThatWasGivenAwayShouldNotCloseBeforeItIsUsed() {
    a.now(second, Op.CLOSE, 1);
    b.now(second, Op.PUT, "from the other process");
    assertThat(a.now(first, Op.GET)).isEqualTo("OK from the other process");

    b.now(second, Op.CLOSE, 0);
    assertThat(a.now(first, Op.GET)).isEqualTo("ENDED");
  }

  @Test
  void anEndThatWasNeverGivenAwayShouldCloseAtOnce() {
    long waiting = b.waitFor(second, Op.GET);

    a.now(first, Op.CLOSE, 0);

    assertThat(b.shown(waiting)).isEqualTo("ENDED");
  }

  @Test
  void aDictShouldKeepItsKeysInOrder() {
    assertThat(a.now(dict, Op.PUT, "k", "1")).isEqualTo("OK");
    assertThat(a.now(dict, Op.ADD, "l", "2", "m", "3")).isEqualTo("OK");
    assertThat(a.now(dict, Op.PUT, "k", "4")).isEqualTo("OK 1");

    assertThat(b.now(dict, Op.ALL)).isEqualTo("OK k 4 l 2 m 3");
    assertThat(b.now(dict, Op.GET, "l")).isEqualTo("OK 2");
    assertThat(b.now(dict, Op.GET, "none")).isEqualTo("OK");
    assertThat(b.now(dict, Op.REMOVE, "l")).isEqualTo("OK 2");
    assertThat(b.now(dict, Op.REMOVE, "l")).isEqualTo("OK");
    assertThat(b.now(dict, Op.SIZE)).isEqualTo("OK 2");
    b.now(dict, Op.CLEAR);
    assertThat(b.now(dict, Op.SIZE)).isEqualTo("OK 0");
  }

  @Test
  void aDictShouldSwapWhatIsAsExpected() {
    assertThat(a.now(dict, Op.SWAP, "k", 0, 1, "new")).isEqualTo("OK");
    assertThat(a.now(dict, Op.SWAP, "k", 0, 1, "newer")).isEqualTo("NO");
    assertThat(a.now(dict, Op.SWAP, "k", 1, "old", 1, "newer")).isEqualTo("NO");
    assertThat(a.now(dict, Op.SWAP, "k", 1, "new", 1, "newer")).isEqualTo("OK");
    assertThat(a.now(dict, Op.GET, "k")).isEqualTo("OK newer");
    assertThat(a.now(dict, Op.SWAP, "k", 1, "newer", 0)).isEqualTo("OK");
    assertThat(a.now(dict, Op.SIZE)).isEqualTo("OK 0");
  }

  @Test
  void aListShouldKnowItsPlaces() {
    a.now(list, Op.ADD, "x", "z");
    assertThat(a.now(list, Op.INSERT, 1, "y")).isEqualTo("OK");
    assertThat(a.now(list, Op.INSERT, 3, "end")).isEqualTo("OK");
    assertThat(a.now(list, Op.INSERT, 5, "far")).isEqualTo("NO_SUCH_INDEX");
    assertThat(a.now(list, Op.ALL)).isEqualTo("OK x y z end");
    assertThat(a.now(list, Op.GET, 3)).isEqualTo("OK end");
    assertThat(a.now(list, Op.GET, 4)).isEqualTo("NO_SUCH_INDEX");
    assertThat(a.now(list, Op.GET, -1)).isEqualTo("NO_SUCH_INDEX");
    assertThat(a.now(list, Op.PUT, 0, "X")).isEqualTo("OK x");
    assertThat(a.now(list, Op.SWAP, 0, "x", "no")).isEqualTo("NO");
    assertThat(a.now(list, Op.SWAP, 0, "X", "yes")).isEqualTo("OK");
    assertThat(a.now(list, Op.REMOVE, 0)).isEqualTo("OK yes");
    assertThat(a.now(list, Op.SIZE)).isEqualTo("OK 3");
    a.now(list, Op.CLEAR);
    assertThat(a.now(list, Op.REMOVE, 0)).isEqualTo("NO_SUCH_INDEX");
  }

  @Test
  void aValueShouldSwapWhatIsAsExpected() {
    assertThat(a.now(value, Op.GET)).isEqualTo("OK 1");
    assertThat(a.now(value, Op.SWAP, "2", "3")).isEqualTo("NO");
    assertThat(a.now(value, Op.SWAP, "1", "3")).isEqualTo("OK");
    assertThat(b.now(value, Op.PUT, "4")).isEqualTo("OK");
    assertThat(a.now(value, Op.GET)).isEqualTo("OK 4");
  }

  @Test
  void whatIsTooLargeToTravelShouldBeSaid() {
    String half = "x".repeat(ValueCodec.MAX_BYTES / 2 + 1);
    a.now(list, Op.ADD, half);
    assertThat(a.now(list, Op.ALL)).startsWith("OK x");
    a.now(list, Op.ADD, half);

    assertThat(a.now(list, Op.ALL)).isEqualTo("TOO_LARGE");
  }
}
