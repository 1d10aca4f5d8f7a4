package dev.warren.broker.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tries one way after the other to get a broker, and remembers how those failed. */
final class BrokerSearch {

  private final List<String> failures = new ArrayList<>();
  private RabbitBroker broker;

  BrokerSearch container() {
    if (broker == null) {
      if (ContainerRabbit.dockerAnswers()) {
        attempt("container", ContainerRabbit::start);
      } else {
        failures.add("Docker does not answer");
      }
    }
    return this;
  }

  BrokerSearch privateNode() {
    if (broker == null) {
      NativeRabbit.installed()
          .ifPresentOrElse(
              server -> attempt("private node", () -> NativeRabbit.start(server)),
              () -> failures.add("rabbitmq-server is not installed"));
    }
    return this;
  }

  BrokerSearch given(Supplier<RabbitBroker> connect) {
    broker = connect.get();
    return this;
  }

  Optional<RabbitBroker> found() {
    return Optional.ofNullable(broker);
  }

  String failures() {
    return String.join("; ", failures);
  }

  private void attempt(String way, Supplier<RabbitBroker> start) {
    try {
      broker = start.get();
    } catch (RuntimeException e) {
      failures.add(way + ": " + e);
    }
  }
}
