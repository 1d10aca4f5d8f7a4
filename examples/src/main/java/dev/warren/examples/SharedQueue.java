package dev.warren.examples;

import dev.warren.process.ChildProcess;
import dev.warren.sync.JoinableQueue;
import dev.warren.sync.Manager;
import dev.warren.sync.Queue;
import java.util.List;

/** Two processes take words from one queue and put their lengths into another. */
final class SharedQueue {

  private static final String END = "";

  static void measure(JoinableQueue<String> words, Queue<Integer> lengths)
      throws InterruptedException {
    for (String word = words.get(); !word.equals(END); word = words.get()) {
      lengths.put(word.length());
      words.taskDone();
    }
    words.taskDone();
  }

  public static void main(String[] args) throws InterruptedException {
    try (Manager manager = Manager.create()) {
      JoinableQueue<String> words = manager.joinableQueue(String.class);
      Queue<Integer> lengths = manager.queue(Integer.class);
      for (int i = 0; i < 2; i++) {
        ChildProcess.of(SharedQueue::measure, words, lengths).start();
      }
      words.putAll(List.of("a", "warren", "of", "rabbits", END, END));

      words.join(); // Every word was dealt with.
      int sum = 0;
      for (int i = 0; i < 4; i++) {
        sum += lengths.get();
      }
      System.out.println("4 words with " + sum + " letters");
    }
  }
}
