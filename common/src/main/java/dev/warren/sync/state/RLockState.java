package dev.warren.sync.state;

import dev.warren.sync.wire.Status;
import java.util.HashMap;
import java.util.Map;

/** A lock that its holder, one thread of one client, may take again. */
final class RLockState extends SharedObject {

  /** What a waiting call gets: how deep it holds the lock then, and what it is told. */
  private record Claim(int depth, Status status) {}

  private static final Claim PLAIN = new Claim(1, Status.OK);

  private final Waiters waiters = new Waiters();
  private final Map<Call, Claim> claims = new HashMap<>();
  private Member holder;
  private int depth;

  @Override
  void handle(Call call) {
    switch (call.request().op()) {
      case ACQUIRE -> acquire(call);
      case RELEASE -> release(call);
      case SIZE -> call.ok(depth);
      default -> refuse(call);
    }
  }

  private void acquire(Call call) {
    if (isHeldBy(call)) {
      depth++;
      call.ok();
    } else if (holder == null) {
      grant(call, PLAIN);
    } else {
      waiters.park(call);
    }
  }

  private void release(Call call) {
    if (!isHeldBy(call)) {
      call.answer(Status.NOT_HELD);
      return;
    }
    depth--;
    call.ok();
    if (depth == 0) {
      passOn();
    }
  }

  boolean isHeldBy(Call call) {
    return call.member().equals(holder);
  }

  /** Gives the lock up however deep it is held; returns how deep. */
  int releaseAll() {
    int all = depth;
    depth = 0;
    passOn();
    return all;
  }

  /** Has a call wait for the lock, for as long as it takes, and then hold it as deep as before. */
  void takeAgain(Call call, int deep, Status status) {
    Claim claim = new Claim(deep, status);
    if (holder == null) {
      grant(call, claim);
    } else {
      claims.put(call, claim);
      waiters.add(call);
    }
  }

  private void grant(Call call, Claim claim) {
    holder = call.member();
    depth = claim.depth();
    call.answer(claim.status());
  }

  private void passOn() {
    holder = null;
    if (!waiters.isEmpty()) {
      Call next = waiters.poll();
      Claim claim = claims.remove(next);
      grant(next, claim == null ? PLAIN : claim);
    }
  }

  @Override
  void left(Client client) {
    waiters.drop(client);
    claims.keySet().removeIf(each -> each.client() == client);
    if (holder != null && holder.client() == client) {
      releaseAll();
    }
  }
}
