package org.logscape.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between packages run one way. */
@AnalyzeClasses(packages = "org.logscape", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule scienceKnowsNoSparkTablesOrCommandLine =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.logscape.model..",
              "org.logscape.data..",
              "org.logscape.matrix..",
              "org.logscape.network..",
              "org.logscape.spectrum..",
              "org.logscape.noise..",
              "org.logscape.training..",
              "org.logscape.dynamics..",
              "org.logscape.kernel..",
              "org.logscape.observe..",
              "org.logscape.random..",
              "org.logscape.theory..",
              "org.logscape.statistics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "org.apache.hadoop..",
              "org.apache.avro..",
              "picocli..",
              "org.logscape.schemas..",
              "org.logscape.jobs..");

  @ArchTest
  static final ArchRule modelsKnowNoDynamics =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.logscape.model..",
              "org.logscape.data..",
              "org.logscape.matrix..",
              "org.logscape.network..",
              "org.logscape.spectrum..",
              "org.logscape.noise..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.logscape.dynamics..", "org.logscape.kernel..", "org.logscape.observe..");

  @ArchTest
  static final ArchRule dynamicsKnowNoObservers =
      noClasses()
          .that()
          .resideInAPackage("org.logscape.dynamics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.logscape.kernel..", "org.logscape.observe..");

  @ArchTest
  static final ArchRule theoryAndStatisticsStandAlone =
      noClasses()
          .that()
          .resideInAnyPackage("org.logscape.theory..", "org.logscape.statistics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.logscape.model..",
              "org.logscape.dynamics..",
              "org.logscape.kernel..",
              "org.logscape.observe..");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsOfTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.logscape.jobs", "org.logscape.jobs.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.logscape.jobs.cli..", "picocli..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.logscape.jobs.(*)..").should().beFreeOfCycles();
}
