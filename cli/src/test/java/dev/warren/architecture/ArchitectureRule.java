package dev.warren.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The layout that the design fixes, one rule each. A rule is a function of the root package, so
 * that it runs over the product and, to prove that it can fail, over the seeded violations in
 * {@code fixtures}; beside each rule stand the seeds that it must report.
 */
enum ArchitectureRule {
  COMMON_SEES_ONLY_ITSELF(sees(Part.COMMON), "retry.RetrySeed.worker"),
  PRODUCER_SEES_COMMON(
      sees(Part.PRODUCER, Part.COMMON), "pool.PoolSeed.worker", "pool.PoolSeed.broker"),
  WORKER_SEES_COMMON(
      sees(Part.WORKER, Part.COMMON), "worker.WorkerSeed.producer", "worker.WorkerSeed.broker"),
  BROKER_SEES_SPI(sees(Part.BROKER, Part.SPI), "broker.BrokerSeed.retry"),
  EXAMPLES_SEE_COMMON_AND_PRODUCER(
      sees(Part.EXAMPLES, Part.COMMON, Part.PRODUCER), "examples.ExampleSeed.worker"),
  TESTKIT_SEES_COMMON_AND_PRODUCER(
      sees(Part.TESTKIT, Part.COMMON, Part.PRODUCER), "testkit.TestkitSeed.worker"),
  CLI_SEES_ALL_BUT_EXAMPLES_AND_TESTKIT(
      sees(Part.CLI, Part.COMMON, Part.PRODUCER, Part.WORKER, Part.BROKER),
      "cli.CliSeed.example",
      "cli.CliSeed.testkit"),

  RABBITMQ_IN_TRANSPORT(only("com.rabbitmq..", "transport"), "retry.RetrySeed.rabbit"),
  JACKSON_IN_CODEC(only("tools.jackson..", "codec"), "retry.RetrySeed.jackson"),
  JACKSON_ANNOTATIONS_IN_CODEC_AND_EXAMPLES(
      only("com.fasterxml..", "codec", "examples"), "retry.RetrySeed.annotated"),
  QPID_IN_BROKER(only("org.apache.qpid..", "broker"), "retry.RetrySeed.qpid"),
  ASM_IN_LAMBDA(only("org.objectweb.asm..", "lambda"), "retry.RetrySeed.asm"),
  PICOCLI_IN_CLI(only("picocli..", "cli"), "retry.RetrySeed.picocli"),
  PROGRESS_BAR_IN_CLI(only("me.tongfei..", "cli"), "retry.RetrySeed.progress"),

  TASK_RETRY_AND_OS_NEED_ONLY_THE_JDK(
      root ->
          classes()
              .that()
              .resideInAnyPackage(root + ".task..", root + ".retry..", root + ".os..")
              .should()
              .onlyDependOnClassesThat()
              .resideInAnyPackage("java..", root + ".task..", root + ".retry..", root + ".os.."),
      "task.TaskSeed.logger"),
  NO_PACKAGE_CYCLES(
      root -> slices().matching(root + ".(**)").should().beFreeOfCycles(),
      "pool.PoolSeed.worker",
      "worker.WorkerSeed.producer"),
  EVERY_PACKAGE_IS_PART_OF_THE_DESIGN(
      root -> classes().should().resideInAnyPackage(Part.patterns(root, Part.values())),
      "stray.StraySeed");

  private final Function<String, ArchRule> rule;
  private final List<String> seeds;

  ArchitectureRule(Function<String, ArchRule> rule, String... seeds) {
    this.rule = rule;
    this.seeds = List.of(seeds);
  }

  ArchRule under(String root) {
    return rule.apply(root).allowEmptyShould(false);
  }

  List<String> seeds() {
    return seeds;
  }

  private static Function<String, ArchRule> sees(Part part, Part... allowed) {
    return root ->
        noClasses()
            .that()
            .resideInAnyPackage(Part.patterns(root, part))
            .should()
            .dependOnClassesThat(
                resideInAPackage(root + "..")
                    .and(resideOutsideOfPackages(Part.patterns(root, part)))
                    .and(resideOutsideOfPackages(Part.patterns(root, allowed))));
  }

  private static Function<String, ArchRule> only(String library, String... packages) {
    return root ->
        noClasses()
            .that()
            .resideOutsideOfPackages(Part.patterns(root, Stream.of(packages)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library);
  }
}
