package dev.warren.cluster;

import dev.warren.codec.Signer;
import dev.warren.task.ControlOrder;
import dev.warren.task.ControlOrder.Action;
import dev.warren.task.HostEntry;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.BrokerException;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Visit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The worker hosts of a broker. They write themselves into a register there; whoever wants to know
 * reads it, and asks each of them. Thread-safe: each call makes a connection of its own.
 *
 * <pre>{@code
 * Cluster cluster = Cluster.connect("amqp://user:password@rabbit.example.org");
 * for (Worker each : cluster.workers(Which.all())) {
 *   System.out.println(each.name() + " " + each.presence() + " " + each.report());
 * }
 * cluster.scale(Which.one("far"), 8);
 * }</pre>
 *
 * <p>A host that does not answer is told of as well, and only who has said farewell is not. One
 * that has not been heard of for a day is forgotten. Where hosts have a signing key only who has it
 * as well is answered and obeyed.
 */
public final class Cluster {

  /** How long hosts may take to answer unless said otherwise: 5 seconds. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  /** How long the broker may be away unless said otherwise: 30 seconds. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

  /** Answers are small, and come all at once. */
  private static final int PREFETCH = 500;

  private final LinkSettings settings;
  private final Signer signer;
  private final Duration timeout;

  private Cluster(LinkSettings settings, Signer signer, Duration timeout) {
    this.settings = settings;
    this.signer = signer;
    this.timeout = timeout;
  }

  /**
   * Names a broker.
   *
   * @param uri where it is: {@code amqp://user:password@host:port/vhost}, {@code amqps://} for TLS;
   *     several nodes of a cluster separated by commas
   * @return the worker hosts there
   * @throws IllegalArgumentException if the text is not that
   */
  public static Cluster connect(String uri) {
    return connect(uri, "", DEFAULT_PATIENCE);
  }

  /**
   * Names a broker.
   *
   * @param uri as in {@link #connect(String)}
   * @param signingKey what the worker hosts have as well, of 16 characters or more; empty for none
   * @param patience how long the broker may be away; zero to try once
   * @return the worker hosts there
   * @throws IllegalArgumentException if one of them is not that
   */
  public static Cluster connect(String uri, String signingKey, Duration patience) {
    LinkSettings settings =
        new LinkSettings(BrokerAddress.parse(uri), "warren cluster", patience, patience);
    return new Cluster(settings, Signer.of(signingKey), DEFAULT_TIMEOUT);
  }

  /**
   * The same hosts with another patience for their answers.
   *
   * @param time how long they may take, more than zero; {@link #DEFAULT_TIMEOUT} unless said
   *     otherwise
   * @return a cluster like this one
   * @throws IllegalArgumentException if it is not more than zero
   */
  public Cluster withTimeout(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("hosts need more than no time to answer, not " + time);
    }
    return new Cluster(settings, signer, time);
  }

  /**
   * Asks worker hosts how they are.
   *
   * @param which which of them
   * @return each with its answer, or without, in the order in which they have come; none if there
   *     is no host
   * @throws AmbiguousWorkerException if one is meant, and several are called so
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<Worker> workers(Which which) throws InterruptedException {
    return tell(which, Action.REPORT, 0);
  }

  /**
   * Asks worker hosts whether they are there.
   *
   * @param which which of them
   * @return each with the time that its answer took, or without
   * @throws NoSuchWorkerException if there is none
   * @throws AmbiguousWorkerException if one is meant, and several are called so
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<Worker> ping(Which which) throws InterruptedException {
    return tellSome(which, Action.REPORT, 0);
  }

  /**
   * Gives worker hosts another number of worker processes, until they are told otherwise or end.
   * Processes that are too many end when they have nothing to do; no task is ended for it.
   *
   * @param which which of them
   * @param processes how many each of them is to have, 1 to {@value ControlOrder#MAX_SLOTS}
   * @return each with its answer; one that has not the memory for so many, or scales itself,
   *     refuses
   * @throws IllegalArgumentException if the number is out of these bounds
   * @throws NoSuchWorkerException if there is none
   * @throws AmbiguousWorkerException if one is meant, and several are called so
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<Worker> scale(Which which, int processes) throws InterruptedException {
    return tellSome(which, Action.SCALE, ControlOrder.checkSlots(processes));
  }

  /**
   * Has worker hosts take nothing more, finish what they have, however long that takes, and end.
   *
   * @param which which of them
   * @return each with its answer, which comes before it ends
   * @throws NoSuchWorkerException if there is none
   * @throws AmbiguousWorkerException if one is meant, and several are called so
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<Worker> drain(Which which) throws InterruptedException {
    return tellSome(which, Action.DRAIN, 0);
  }

  /**
   * Has worker hosts end at once. What they were running goes back to the queue, for others.
   *
   * @param which which of them
   * @return each with its answer, which comes before it ends
   * @throws NoSuchWorkerException if there is none
   * @throws AmbiguousWorkerException if one is meant, and several are called so
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<Worker> stop(Which which) throws InterruptedException {
    return tellSome(which, Action.STOP, 0);
  }

  private List<Worker> tellSome(Which which, Action action, int slots) throws InterruptedException {
    List<Worker> told = tell(which, action, slots);
    if (told.isEmpty()) {
      throw new NoSuchWorkerException(which);
    }
    return told;
  }

  private List<Worker> tell(Which which, Action action, int slots) throws InterruptedException {
    QueueSpec replies = QueueSpec.operator(UUID.randomUUID().toString());
    try (Visit visit = Visit.open(settings, session -> session.declare(replies))) {
      List<HostEntry> hosts =
          Register.read(visit.session(), signer, Instant.now()).stream()
              .filter(which::matches)
              .toList();
      if (hosts.size() > 1 && !which.several()) {
        throw new AmbiguousWorkerException(which.host().orElse("so"), hosts);
      }
      Round round = new Round(replies.name(), signer);
      visit.session().subscribe(replies, PREFETCH, round::receive);
      round.send(hosts, action, slots, visit.session().publisher());
      return round.await(timeout);
    } catch (IOException e) {
      throw new BrokerException(
          settings.address().toString(),
          "the connection to the broker at "
              + settings.address()
              + " was lost ("
              + e.getMessage()
              + "): some hosts may have heard, so ask them how they are",
          e);
    }
  }
}
