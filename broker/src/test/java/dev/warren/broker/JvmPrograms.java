package dev.warren.broker;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DeliverCallback;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.virtualhost.QueueManagingVirtualHost;

/** Programs that tests run in JVMs of their own. */
final class JvmPrograms {

  private JvmPrograms() {}

  /** Leaves the broker running and a client connected. */
  static final class ReturnsFromMain {
    public static void main(String[] args) throws Exception {
      EmbeddedBroker broker = EmbeddedBroker.start();
      Client.connect(broker.uri());
      System.out.println("returning");
    }
  }

  /** Leaves two brokers running, neither of which may wait for the other. */
  static final class LeavesTwoBrokers {
    public static void main(String[] args) {
      EmbeddedBroker.start();
      EmbeddedBroker.start();
    }
  }

  /** Main fails while the broker runs. */
  static final class MainThrows {
    public static void main(String[] args) {
      EmbeddedBroker.start();
      throw new IllegalStateException("main failed");
    }
  }

  /** A user's thread outlives main and needs the broker. */
  static final class ThreadGoesOn {
    public static void main(String[] args) {
      EmbeddedBroker broker = EmbeddedBroker.start();
      Thread main = Thread.currentThread();
      Thread worker =
          new Thread(
              () -> {
                try {
                  main.join();
                  for (int i = 0; i < 10; i++) {
                    System.out.println(Client.roundTrip(broker.uri(), "round " + i));
                    TimeUnit.MILLISECONDS.sleep(100);
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      worker.start();
    }
  }

  /** Thread after thread starts the next one and ends, the last one needs the broker. */
  static final class ThreadsTakeTurns {
    private static final int TURNS = 2_000;

    public static void main(String[] args) {
      turn(EmbeddedBroker.start(), TURNS);
    }

    private static void turn(EmbeddedBroker broker, int left) {
      if (left > 0) {
        new Thread(() -> turn(broker, left - 1)).start();
        return;
      }
      try {
        System.out.println(Client.roundTrip(broker.uri(), "last turn"));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A shutdown hook still needs the broker. */
  static final class ExitsWithHook {
    public static void main(String[] args) {
      EmbeddedBroker broker = EmbeddedBroker.start();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      // Long enough for a broker that stops at the same moment to be gone.
                      TimeUnit.SECONDS.sleep(1);
                      System.out.println(Client.roundTrip(broker.uri(), "from the hook"));
                      broker.close();
                      System.out.println("closed");
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  }));
      System.exit(3);
    }
  }

  /** Tasks of Qpid's housekeeping fail, which by default halts the JVM. */
  static final class HousekeepingFails {
    public static void main(String[] args) throws Exception {
      try (EmbeddedBroker broker = EmbeddedBroker.start()) {
        Runnable failing =
            () -> {
              throw new IllegalStateException("seeded failure");
            };
        CountDownLatch goesOn = new CountDownLatch(2);
        Broker<?> qpid = broker.node().broker();
        QueueManagingVirtualHost<?> host =
            (QueueManagingVirtualHost<?>)
                qpid.getVirtualHostNodes().iterator().next().getVirtualHost();
        List<ScheduledFuture<?>> tasks =
            List.of(
                qpid.scheduleTask(0, TimeUnit.SECONDS, failing),
                qpid.scheduleTask(0, TimeUnit.SECONDS, goesOn::countDown),
                host.scheduleTask(0, failing),
                host.scheduleTask(0, goesOn::countDown));
        System.out.println("scheduled: " + tasks.size());
        System.out.println("goes on: " + goesOn.await(10, TimeUnit.SECONDS));
        System.out.println(Client.roundTrip(broker.uri(), "alive"));
      }
    }
  }

  /** Publishes more than fits, while nothing consumes at first. */
  static final class FloodsAQueue {
    private static final int MESSAGES = 3_000;
    private static final byte[] BODY = new byte[16 * 1024];

    private static final AtomicInteger published = new AtomicInteger();

    public static void main(String[] args) throws Exception {
      try (EmbeddedBroker broker = EmbeddedBroker.start();
          Connection publishing = Client.connect(broker.uri());
          Connection consuming = Client.connect(broker.uri())) {
        Channel channel = publishing.createChannel();
        channel.queueDeclare("flood", true, false, false, null);
        Thread publisher = new Thread(() -> publishAll(channel));
        publisher.start();
        await().until(() -> isWaiting(publisher) || !publisher.isAlive());
        System.out.println("publisher held back: " + (published.get() < MESSAGES));

        CountDownLatch received = new CountDownLatch(MESSAGES);
        DeliverCallback count = (tag, delivery) -> received.countDown();
        consuming.createChannel().basicConsume("flood", true, count, tag -> {});
        System.out.println("all received: " + received.await(30, TimeUnit.SECONDS));
        publisher.join();
      }
    }

    private static boolean isWaiting(Thread thread) {
      return thread.getState() == Thread.State.WAITING;
    }

    private static void publishAll(Channel channel) {
      try {
        channel.confirmSelect();
        while (published.get() < MESSAGES) {
          channel.basicPublish("", "flood", null, BODY);
          published.incrementAndGet();
        }
        channel.waitForConfirmsOrDie();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
