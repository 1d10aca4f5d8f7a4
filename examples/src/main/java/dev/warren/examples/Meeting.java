package dev.warren.examples;

import dev.warren.process.ChildProcess;
import dev.warren.sync.Barrier;
import dev.warren.sync.Event;
import dev.warren.sync.Manager;
import java.util.ArrayList;
import java.util.List;

/** Three processes wait for the start; then the program waits for all of them at the finish. */
final class Meeting {

  private static final int RUNNERS = 3;

  static void run(Event start, Barrier finish) throws InterruptedException {
    start.await();
    finish.await();
  }

  public static void main(String[] args) throws InterruptedException {
    try (Manager manager = Manager.create()) {
      Event start = manager.event();
      Barrier finish = manager.barrier(RUNNERS + 1);
      List<ChildProcess> runners = new ArrayList<>();
      for (int i = 0; i < RUNNERS; i++) {
        runners.add(ChildProcess.of(Meeting::run, start, finish).start());
      }
      System.out.println("waiting at the finish: " + finish.waiting());
      start.set();
      finish.await();
      System.out.println("all " + finish.parties() + " are there");
      for (ChildProcess each : runners) {
        each.join();
      }
    }
  }
}
