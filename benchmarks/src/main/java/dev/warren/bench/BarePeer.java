package dev.warren.bench;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * What somebody writes by hand with the RabbitMQ Java client: a quorum queue of persistent messages
 * with one task each, confirmed as they come, two worker processes with a prefetch, and a queue of
 * replies.
 */
final class BarePeer {

  private static final int PREFETCH = 250;
  private static final int WORKERS = 2;

  private BarePeer() {}

  /** Arguments: the work and the number of tasks; or, for a worker, {@code worker} and a queue. */
  public static void main(String[] args) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(System.getenv("BENCH_BROKER"));
    try (Connection connection = factory.newConnection()) {
      if (args[0].equals("worker")) {
        work(connection.createChannel(), args[1]);
      } else {
        System.out.println(
            produce(
                connection,
                Work.valueOf(args[0].toUpperCase(Locale.ROOT)),
                Integer.parseInt(args[1])));
      }
    }
  }

  private static void work(Channel channel, String queue) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    channel.basicQos(PREFETCH);
    channel.basicConsume(
        queue,
        false,
        (tag, delivery) -> {
          long x = number(delivery.getBody());
          AMQP.BasicProperties task = delivery.getProperties();
          AMQP.BasicProperties reply =
              new AMQP.BasicProperties.Builder().correlationId(task.getCorrelationId()).build();
          channel.basicPublish("", task.getReplyTo(), reply, bytes(x * x));
          channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
        },
        tag -> ended.countDown());
    ended.await();
  }

  private static double produce(Connection connection, Work work, int count) throws Exception {
    String queue = "bench." + UUID.randomUUID();
    Channel channel = connection.createChannel();
    channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
    String replies = channel.queueDeclare("", false, true, false, Map.of()).getQueue();
    List<Process> workers = new ArrayList<>();
    try {
      for (int i = 0; i < WORKERS; i++) {
        workers.add(worker(queue));
      }
      while (channel.consumerCount(queue) < WORKERS) {
        Thread.sleep(20); // There is no event for that.
      }
      if (work != Work.START) {
        run(connection, queue, replies, 1_000, 1_000);
      }
      long start = System.nanoTime();
      run(connection, queue, replies, count, work == Work.APPLY ? count : 1);
      return (System.nanoTime() - start) / 1e9;
    } finally {
      channel.queueDelete(queue);
      for (Process each : workers) {
        each.waitFor();
      }
    }
  }

  private static Process worker(String queue) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            BarePeer.class.getName(),
            "worker",
            queue)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Runs tasks, so many of them at a time. */
  private static void run(
      Connection connection, String queue, String replies, int count, int atOnce) throws Exception {
    Channel publisher = connection.createChannel();
    publisher.confirmSelect();
    Replies answers = new Replies(count);
    Channel consumer = connection.createChannel();
    String tag =
        consumer.basicConsume(
            replies,
            true,
            (any, delivery) ->
                answers.take(
                    Integer.parseInt(delivery.getProperties().getCorrelationId()),
                    number(delivery.getBody())),
            any -> {});
    for (int i = 0; i < count; i++) {
      AMQP.BasicProperties task =
          MessageProperties.MINIMAL_PERSISTENT_BASIC
              .builder()
              .correlationId(String.valueOf(i))
              .replyTo(replies)
              .build();
      publisher.basicPublish("", queue, task, bytes(i));
      answers.await(i + 2 - atOnce);
    }
    answers.await(count);
    publisher.waitForConfirms();
    consumer.basicCancel(tag);
    publisher.close();
    consumer.close();
  }

  private static byte[] bytes(long x) {
    return String.valueOf(x).getBytes(StandardCharsets.US_ASCII);
  }

  private static long number(byte[] body) {
    return Long.parseLong(new String(body, StandardCharsets.US_ASCII));
  }

  /** Those that have come, each once and right. */
  private static final class Replies {

    private final BitSet seen;

    Replies(int count) {
      this.seen = new BitSet(count);
    }

    synchronized void take(int index, long square) {
      if (square != (long) index * index || seen.get(index)) {
        throw new IllegalStateException("a result is wrong");
      }
      seen.set(index);
      notifyAll();
    }

    synchronized void await(int count) throws InterruptedException {
      while (count > 0 && seen.cardinality() < count) {
        wait();
      }
    }
  }
}
