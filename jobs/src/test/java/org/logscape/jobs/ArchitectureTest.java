package org.logscape.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import org.apache.spark.sql.Row;

/** The arrows between packages run one way, and no package is too large to be looked over. */
@AnalyzeClasses(packages = "org.logscape", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final int MOST_CLASSES = 25;

  /** Whatever is neither a table's schema nor a job: a package added later is held to it too. */
  private static final DescribedPredicate<JavaClass> SCIENCE =
      describe(
          "are science",
          type ->
              type.getPackageName().startsWith("org.logscape.")
                  && !lies(type, "org.logscape.jobs")
                  && !lies(type, "org.logscape.schemas"));

  private static boolean lies(JavaClass type, String parent) {
    String name = type.getPackageName();
    return name.equals(parent) || name.startsWith(parent + ".");
  }

  @ArchTest
  static final ArchRule scienceKnowsNoSparkTablesOrCommandLine =
      noClasses()
          .that(SCIENCE)
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
              "org.logscape.noise..",
              "org.logscape.simd..",
              "org.logscape.random..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.logscape.dynamics..",
              "org.logscape.kernel..",
              "org.logscape.observe..",
              "org.logscape.training..",
              "org.logscape.rare..");

  @ArchTest
  static final ArchRule dynamicsKnowNoObservers =
      noClasses()
          .that()
          .resideInAPackage("org.logscape.dynamics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.logscape.kernel..",
              "org.logscape.observe..",
              "org.logscape.training..",
              "org.logscape.rare..");

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
              "org.logscape.observe..",
              "org.logscape.training..",
              "org.logscape.rare..");

  /** Rare events are sampled with the kernel; nothing below them knows that they are. */
  @ArchTest
  static final ArchRule onlyJobsKnowRareEvents =
      noClasses()
          .that(SCIENCE)
          .and()
          .resideOutsideOfPackage("org.logscape.rare..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.logscape.rare..");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsOfTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.logscape.jobs", "org.logscape.jobs.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.logscape.jobs.cli..", "picocli..");

  /**
   * Two columns of one type that change places would go unnoticed: {@code RowBinding} has names.
   */
  @ArchTest
  static final ArchRule rowsAreReadByTheNamesOfTheirColumns =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.logscape.jobs.store..")
          .should()
          .accessTargetWhere(
              describe(
                  "reads a Spark row by position",
                  access ->
                      access.getTargetOwner().isAssignableTo(Row.class)
                          && access.getTarget() instanceof CodeUnitAccessTarget unit
                          && !unit.getRawParameterTypes().isEmpty()
                          && unit.getRawParameterTypes().get(0).isEquivalentTo(int.class)));

  /** The root package of the jobs is a slice of its own. */
  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().assignedFrom(new TopPackages()).should().beFreeOfCycles();

  @ArchTest
  static void packagesAreSmall(JavaClasses classes) {
    Map<String, Long> sizes =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    assertThat(sizes)
        .isNotEmpty()
        .allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(MOST_CLASSES));
  }

  /** The packages directly below {@code org.logscape} and {@code org.logscape.jobs}. */
  private static final class TopPackages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String[] parts = type.getPackageName().split("\\.", -1);
      if (parts.length < 3) {
        return SliceIdentifier.ignore();
      }
      if (!parts[2].equals("jobs")) {
        return SliceIdentifier.of(parts[2]);
      }
      return SliceIdentifier.of("jobs", parts.length == 3 ? "(root)" : parts[3]);
    }

    @Override
    public String getDescription() {
      return "top packages";
    }
  }
}
