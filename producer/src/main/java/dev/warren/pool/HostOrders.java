package dev.warren.pool;

import dev.warren.task.HostOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What a pool tells worker hosts of its batches: which calls are cancelled, and which batches
 * nobody waits for. An order may be lost with a connection, or be given before any host was heard
 * of; so whoever says that it holds a batch hears each time what of it must not run. Thread-safe.
 */
final class HostOrders {

  private final Hosts hosts = new Hosts();
  private final Dispatcher dispatcher;
  private final BiConsumer<String, HostOrder> wire;

  /** {@code wire} brings an order to the control queue of a host, or loses it. */
  HostOrders(Dispatcher dispatcher, BiConsumer<String, HostOrder> wire) {
    this.dispatcher = dispatcher;
    this.wire = wire;
  }

  /** A message from a host; {@code control} is empty if it does not say where it listens. */
  void heardOf(String control) {
    hosts.saw(control);
  }

  /** A host does not listen there any more. */
  void gone(String control) {
    hosts.forget(control);
  }

  void cancel(Flight flight, long taskId, boolean kill) {
    if (flight.cancel(taskId, kill)) {
      cancelled(flight, HostOrder.cancel(taskId, kill));
    }
  }

  void cancel(MapLane<?> lane, boolean kill) {
    lane.cancel();
    dispatcher.laneChanged();
    for (Flight each : dispatcher.flights()) {
      if (each.dropCancelled(kill)) {
        cancelled(each, each.order());
      }
    }
  }

  /** What is asleep on the broker needs no order, unless there are copies: its host will ask. */
  private void cancelled(Flight flight, HostOrder order) {
    boolean needless = flight.isAsleepInOnePlace();
    if (flight.endIfUnwanted()) {
      dispatcher.landed(flight);
    }
    if (!needless) {
      tell(flight.host(), order);
    }
  }

  /** Any host may have a flight, or be the next to have it. */
  void scattered(Flight flight) {
    tell("", flight.order());
  }

  /** A host has a flight: if that is news, it may have to hear what of it is cancelled. */
  void found(Flight flight, String control) {
    if (!control.isEmpty() && flight.foundAt(control)) {
      tell(control, flight.order());
    }
  }

  /** A host has flights, and has had them for seconds: what it should know it may have missed. */
  void held(List<Long> batches, String control) {
    List<Long> done = new ArrayList<>();
    for (long each : batches) {
      Flight flight = dispatcher.flight(each);
      if (flight == null) {
        done.add(each);
      } else {
        flight.whereabouts().held(System.nanoTime());
        if (!control.isEmpty()) {
          flight.foundAt(control);
          tell(control, flight.order());
        }
      }
    }
    if (!control.isEmpty()) {
      tell(control, HostOrder.dropping(done));
    }
  }

  /** Answers a host that asks whether a batch may begin; what of it is cancelled goes before. */
  void permit(Flight flight, long batch, String control) {
    tell(control, answer(flight, batch, control));
  }

  static HostOrder answer(Flight flight, long batch, String control) {
    if (flight != null) {
      flight.foundAt(control); // From here on nobody ends it but with an order.
    }
    return flight == null || flight.isDone()
        ? HostOrder.dropping(List.of(batch))
        : flight.order().andBegin(batch);
  }

  private void tell(String control, HostOrder order) {
    if (!order.isEmpty()) {
      List<String> queues = control.isEmpty() ? hosts.all() : List.of(control);
      queues.forEach(each -> wire.accept(each, order));
    }
  }
}
