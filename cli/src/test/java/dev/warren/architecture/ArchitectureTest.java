package dev.warren.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

  private static final String ROOT = "dev.warren";
  private static final String SEEDED = "dev.warren.architecture.fixtures";

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(file -> !file.contains("/test-classes/"))
          .withImportOption(file -> !file.contains("-tests.jar"))
          .importPackages(ROOT);

  private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(SEEDED);

  @ParameterizedTest
  @EnumSource
  void productShouldKeepTheRule(ArchitectureRule rule) {
    rule.under(ROOT).check(PRODUCT);
  }

  @ParameterizedTest
  @EnumSource
  void ruleShouldReportItsSeeds(ArchitectureRule rule) {
    var report = rule.under(SEEDED).evaluate(VIOLATIONS).getFailureReport().toString();

    assertThat(rule.seeds())
        .as("what %s reports", rule)
        .isNotEmpty()
        .allSatisfy(seed -> assertThat(report).contains(SEEDED + "." + seed));
  }

  @Test
  void noPackageOfTheDesignShouldBeEmpty() {
    var empty = Part.packages(Part.values()).filter(p -> !PRODUCT.containPackage(ROOT + "." + p));

    assertThat(empty).isEmpty();
  }
}
