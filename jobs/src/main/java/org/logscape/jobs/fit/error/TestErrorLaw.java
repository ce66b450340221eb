package org.logscape.jobs.fit.error;

import java.util.List;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/** Test errors at the end of training, see {@link TestErrors}. */
public final class TestErrorLaw implements Law {
  /** Test error of a cell. */
  public static final Parameter ERROR =
      Parameter.of(
              TestErrors.PARAMETER,
              "",
              "1",
              "1 - accuracy after the last epoch; its interval is that of the seeds, and a test set of"
                  + " N samples adds 1.96 sqrt(p (1 - p)/N)")
          .under(TestErrors.LAW);

  /** Test error minus that of the reference. */
  public static final Parameter DIFFERENCE =
      Parameter.of(
              TestErrorDifferences.PARAMETER,
              "",
              "1",
              "test error less that of the reference: 0 where the noise is equal; its interval is that "
                  + "of the seeds, and test_set_noise is what the test data add")
          .onCard("Test error, enhanced noise or a larger batch against plain SGD")
          .under(TestErrors.LAW);

  @Override
  public LawFacts facts() {
    return LawFacts.of(
            TestErrors.LAW,
            "test error after the last epoch, and its differences along alpha and along the "
                + "batch size")
        .needs(Need.TEST_ACCURACIES)
        .reads(Table.EVALUATIONS)
        .byDefault()
        .warns(TestSetNoise.WITHIN, TestSetNoise.BEYOND)
        .parameters(
            ERROR,
            DIFFERENCE,
            Parameter.of(
                TestSetNoise.PARAMETER,
                "",
                "1",
                "how far another test set of N samples may move the difference, at most: "
                    + "1.96 sqrt((p_1 (1 - p_1) + p_2 (1 - p_2))/N)"),
            Parameter.of(
                TestErrorDifferences.P_VALUE,
                "p",
                "1",
                "p-value of equal errors: Student's t over pairs, else Welch's"));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    return TestErrors.rows(
        context.ran().stream().map(cell -> context.cells().get(cell).facts()).toList(),
        FinalTestErrors.of(context.table(Table.EVALUATIONS), context.table(Table.RUNS)),
        context.pairs());
  }
}
