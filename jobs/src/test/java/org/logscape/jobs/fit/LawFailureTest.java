package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.jobs.ExpectedErrors;
import org.logscape.jobs.SparkTestSession;

/** A law that fails has a row that says so; a failure of Spark ends the fit. */
class LawFailureTest {
  /** A law whose rows cannot be computed. */
  private record Failing(RuntimeException failure) implements Law {
    @Override
    public LawFacts facts() {
      return LawFacts.of("failing-law", "nothing")
          .parameters(Parameter.of("slope", "", "1", "a slope"));
    }

    @Override
    public List<FitRow> rows(FitContext context) {
      throw failure;
    }
  }

  static Stream<RuntimeException> failuresOfComputation() {
    return Stream.of(
        new IllegalArgumentException("values must be positive and finite"),
        new ArithmeticException("/ by zero"),
        new ArrayIndexOutOfBoundsException("Index 0 out of bounds for length 0"),
        new MathIllegalStateException(LocalizedCoreFormats.CONVERGENCE_FAILED));
  }

  @ParameterizedTest
  @MethodSource("failuresOfComputation")
  void aLawThatFailsAsAWholeHasARowThatSaysWhy(RuntimeException failure) {
    List<FitRow> rows = FitJob.rows(new Failing(failure), null);
    assertThat(rows).hasSize(1);
    FitRow row = rows.get(0);
    assertThat(row.law()).isEqualTo("failing-law");
    assertThat(row.parameter()).isEqualTo("slope");
    assertThat(row.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(row.measured()).isEqualTo(Measured.none());
    assertThat(row.warnings()).extracting(Warning::code).containsOnly(WarningCode.LAW_FAILED);
    assertThat(row.warnings().get(0).text())
        .isEqualTo(
            "the law failed on these data: %s: %s"
                .formatted(failure.getClass().getSimpleName(), failure.getMessage()));
  }

  @Test
  void aFailureOfTheSessionIsThrown() {
    IllegalStateException stopped =
        new IllegalStateException("Cannot call methods on a stopped SparkContext.");
    assertThatThrownBy(() -> FitJob.rows(new Failing(stopped), null)).isSameAs(stopped);
  }

  private static List<FitRow> inATask(Serializable failure) {
    return LawFailure.orRow(
        FitRow.of("law", "slope"),
        () ->
            JavaSparkContext.fromSparkContext(SparkTestSession.get().sparkContext())
                .parallelize(List.of(1), 1)
                .map(
                    number -> {
                      throw (RuntimeException) failure;
                    })
                .map(any -> FitRow.of("law", "slope"))
                .collect());
  }

  @Test
  @ExpectedErrors({"no root", "lost"})
  void aLawThatFailsInATaskHasARowAndALostTaskIsThrown() {
    assertThat(inATask(new ArithmeticException("no root")).get(0).warnings().get(0).text())
        .isEqualTo("the law failed on these data: ArithmeticException: no root");
    assertThatThrownBy(() -> inATask(new IllegalStateException("lost")))
        .isInstanceOf(SparkException.class);
  }
}
