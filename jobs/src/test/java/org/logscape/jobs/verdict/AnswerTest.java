package org.logscape.jobs.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.observe.Event;

class AnswerTest {
  private static LawRow row(
      Event event,
      String parameter,
      String group,
      double estimate,
      double low,
      double high,
      double predicted,
      String verdict) {
    return new LawRow(
        "",
        "",
        "escape-law",
        Optional.of(event),
        parameter,
        CellGroup.parse(group),
        estimate,
        low,
        high,
        predicted,
        10,
        verdict,
        List.of());
  }

  private static LawRow contest(Event event, double estimate, double low, double high) {
    return row(event, "aic_difference", "", estimate, low, high, Double.NaN, "preferred");
  }

  @Test
  void itNamesThePreferredLawAndEachExponent() {
    assertThat(
            Answer.of(
                List.of(
                    contest(Event.BASIN, -906, -1004, -790),
                    contest(Event.SEPARATRIX, -1225.2, -1363, -1069),
                    row(
                        Event.SEPARATRIX,
                        "exponent",
                        "temperature=0.24",
                        4.66,
                        4.42,
                        4.95,
                        4.17,
                        "differs"),
                    row(
                        Event.SEPARATRIX,
                        "exponent",
                        "temperature=0.39",
                        2.6,
                        2.5,
                        2.7,
                        2.56,
                        "agrees"))))
        .containsExactly(
            "Escape (separatrix) follows a power law in Lˢ/L* rather than Arrhenius' law: AIC is"
                + " lower by 1,225 (1,069 to 1,363).",
            "Its exponent is 4.66 (4.42 to 4.95) where theory predicts 4.17: within 12 %"
                + " (T = 0.24); 2.60 (2.50 to 2.70) where theory predicts 2.56: agrees"
                + " (T = 0.39).");
  }

  private static LawRow cellRow(String law, String parameter, String label, double estimate) {
    return new LawRow(
        "cell",
        label,
        law,
        Optional.of(Event.SEPARATRIX),
        parameter,
        CellGroup.none(),
        estimate,
        0.9 * estimate,
        1.1 * estimate,
        1,
        10,
        estimate == 1 ? "agrees" : "differs",
        List.of());
  }

  /** Two kinds of dynamics at one temperature: langevin draws no minibatches. */
  @Test
  void kindsOfDynamicsAreNamed() {
    assertThat(
            Answer.of(
                List.of(
                    row(
                        Event.SEPARATRIX,
                        "exponent",
                        "temperature=0.12 outliers=2",
                        8,
                        7,
                        9,
                        8.33,
                        "agrees"),
                    row(
                        Event.SEPARATRIX,
                        "exponent",
                        "temperature=0.12 outliers=2 sampling=online",
                        8.5,
                        8,
                        9,
                        8.33,
                        "agrees"),
                    cellRow("escape-rate", "rate", "label_noise=0 dynamics=langevin", 1),
                    cellRow("escape-rate", "rate", "label_noise=0 dynamics=sgd", 1.2),
                    cellRow("escape-rate", "rate", "label_noise=1 dynamics=sgd", 1.3))))
        .containsExactly(
            "Its exponent is 8.00 (7.00 to 9.00) where theory predicts 8.33: agrees (langevin);"
                + " 8.50 (8.00 to 9.00) where theory predicts 8.33: agrees (sgd).",
            "Measured over predicted rates: 1.00 (langevin), 1.20 to 1.30 (sgd).");
  }

  @Test
  void enhancedNoiseHasASentence() {
    assertThat(
            Answer.of(
                List.of(
                    contest(Event.SEPARATRIX, -20, -30, -10),
                    cellRow("effective-batch", "rate_ratio", "alpha=2", 0.94),
                    cellRow("effective-batch", "rate_ratio", "alpha=3", 1))))
        .contains(
            "With enhanced noise at equal B_eff rates are 0.940 to 1.00 times those of plain SGD: 1"
                + " of 2 agree with 1.");
  }

  @Test
  void theRivalMayWin() {
    assertThat(Answer.of(List.of(contest(Event.BASIN, 31, 12.5, 49))))
        .containsExactly(
            "Escape (basin) follows Arrhenius' law rather than a power law in Lˢ/L*: AIC is lower"
                + " by 31.0 (12.5 to 49.0).");
  }

  @Test
  void anIntervalThatCovers0LeavesTheContestOpen() {
    assertThat(Answer.of(List.of(contest(Event.SEPARATRIX, -3, -8, 2))))
        .containsExactly(
            "The data do not tell the power law in Lˢ/L* from Arrhenius' law: AIC differs by -3.00"
                + " (-8.00 to 2.00) (separatrix).");
  }

  private static LawRow preference(double estimate, double predicted, String verdict) {
    return new LawRow(
        "cell",
        "minimum=wide",
        "preference",
        Optional.of(Event.SEPARATRIX),
        "rate_ratio",
        CellGroup.parse("from=wide to=narrow"),
        estimate,
        0.9 * estimate,
        1.1 * estimate,
        predicted,
        10,
        verdict,
        List.of());
  }

  /** Wide over narrow is 0.0005 to 0.01, so narrow over wide is 100 to 2,000. */
  @Test
  void theWellThatIsLeftSoonerComesFirst() {
    assertThat(
            Answer.of(
                List.of(preference(0.0005, 0.04, "differs"), preference(0.01, 0.01, "agrees"))))
        .containsExactly(
            "Runs leave narrow 100 to 2000 times as fast as wide where theory predicts 25.0 to 100: 1"
                + " of 2 agree.");
    assertThat(
            Answer.of(
                List.of(preference(0.5, Double.NaN, "no-prediction"), preference(2, 2, "agrees"))))
        .containsExactly(
            "Runs leave wide 0.500 to 2.00 times as fast as narrow where theory predicts 2.00: 1 of 1"
                + " agree.");
  }

  /** Without a law of escape; the table has 0.0069 less, from 0.0055 to 0.0083. */
  @Test
  void testErrorsHaveASentenceEach() {
    LawRow row =
        new LawRow(
            "cell",
            "noise_enhancement=2",
            "test-error",
            Optional.empty(),
            "error_difference",
            CellGroup.none().against("noise_enhancement=1"),
            -0.0069,
            -0.0083,
            -0.0055,
            Double.NaN,
            20,
            "no-prediction",
            List.of());
    assertThat(Answer.of(List.of(row)))
        .containsExactly(
            "Test error of noise_enhancement=2 against noise_enhancement=1: better, by -0.00690"
                + " (-0.00830 to -0.00550).");
  }

  @Test
  void withoutALawOfEscapeThereIsNone() {
    assertThat(Answer.of(List.of())).isEmpty();
  }
}
