package org.logscape.jobs.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.error.TestErrorLaw;
import org.logscape.observe.Event;

class VerdictSizeTest {
  /** Sizes by hand: 4.66 / 4.17 = 1.1175, 2 / 3.2 = 1 / 1.6, 1.5 itself is said in percent. */
  @ParameterizedTest
  @CsvSource({
    "agrees, 4.20, 4.17, agrees",
    "differs, 4.66, 4.17, within 12 %",
    "differs, 0.9, 1, within 10 %",
    "differs, 1.5, 1, within 50 %",
    "differs, 2, 3.2, differs by 1.6 times",
    "differs, 16, 10, differs by 1.6 times",
    "differs, 1234, 1, 'differs by 1,234 times'",
    "differs, -1, 2, differs",
    "differs, 0.5, 0, differs",
    "differs, 0, 2, differs",
    "too-few-events, 4.66, 4.17, too-few-events"
  })
  void aDifferenceHasItsSize(String verdict, double estimate, double predicted, String words) {
    LawRow row =
        new LawRow(
            "",
            "",
            "escape-law",
            Optional.of(Event.SEPARATRIX),
            "exponent",
            CellGroup.none(),
            estimate,
            estimate,
            estimate,
            predicted,
            10,
            verdict,
            List.of());
    assertThat(VerdictSize.of(row)).isEqualTo(words);
  }

  /**
   * A lower test error is better; an interval that holds 0, or none, tells no difference. One that
   * another test set may turn around is so on this test set alone.
   */
  @ParameterizedTest
  @CsvSource({
    "-0.02, -0.01, beyond-test-noise, better",
    "-0.02, -0.01, within-test-noise, better on this test set",
    "0.01, 0.02, beyond-test-noise, worse",
    "0.01, 0.02, within-test-noise, worse on this test set",
    "-0.01, 0.02, within-test-noise, no difference",
    "NaN, NaN, beyond-test-noise, no difference"
  })
  void aDifferenceOfTestErrorsIsBetterOrWorse(double low, double high, String code, String words) {
    LawRow row =
        new LawRow(
            "a",
            "noise_enhancement=2",
            TestErrorLaw.DIFFERENCE.law(),
            Optional.empty(),
            TestErrorLaw.DIFFERENCE.name(),
            CellGroup.none(),
            (low + high) / 2,
            low,
            high,
            Double.NaN,
            10,
            "no-prediction",
            Warning.read(Optional.of(code), "said"));
    assertThat(VerdictSize.of(row)).isEqualTo(words);
  }
}
