package org.logscape.jobs.fit.escape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.fit.escape.EscapeLaws.LabelledLaw;
import org.logscape.jobs.predict.Watched;
import org.logscape.statistics.PoissonRegression;
import org.logscape.theory.RegimeGuard;

/**
 * The rows of the escape laws: estimates by MLlib, intervals by fitting every resampling of the
 * runs again, likelihoods, and the contest between the power law and Arrhenius' law.
 */
final class EscapeLawRows {
  static final WarningCode INDISTINGUISHABLE =
      new WarningCode("indistinguishable", "the cells do not determine every coefficient");
  static final WarningCode UNDECIDED = new WarningCode("undecided", "the interval holds 0");

  static final String CONTEST = "aic_difference";

  private final Map<LogLinearLaw, double[]> estimates;
  private final List<FitRow> rows = new ArrayList<>();

  private EscapeLawRows(Map<LogLinearLaw, double[]> estimates) {
    this.estimates = estimates;
  }

  /**
   * All rows of these laws.
   *
   * @param powers what {@link EscapeLaws#slopes} gave, whose resamplings others need too
   */
  static List<FitRow> of(SparkSession spark, EscapeLaws laws, List<LabelledLaw> powers) {
    List<LabelledLaw> rivals = laws.arrhenius();
    List<LabelledLaw> groups = laws.groups();
    List<LabelledLaw> all = new ArrayList<>(groups);
    all.addAll(powers);
    all.addAll(laws.terms());
    all.addAll(rivals);
    all.addAll(laws.levels());
    EscapeLawRows rows =
        new EscapeLawRows(
            PoissonGlm.on(spark).coefficients(all.stream().map(LabelledLaw::fit).toList()));
    all.forEach(rows::addLaw);
    rows.rows.addAll(ExponentRatios.rows(groups));
    for (int i = 0; i < powers.size(); i++) {
      rows.rows.addAll(contest(powers.get(i), rivals.get(i)));
    }
    return rows.rows;
  }

  private void addLaw(LabelledLaw law) {
    List<Optional<PoissonRegression.Fit>> replicates =
        law.fit().fit().isPresent() ? law.fit().replicates() : List.of();
    for (int j = 0; j < law.fit().terms().size(); j++) {
      int term = j;
      String name = law.fit().terms().get(j).name();
      Measured measured =
          law.fit().fit().isEmpty()
              ? Measured.none()
              : Measured.of(
                  estimates.get(law.fit())[j],
                  replicates.stream()
                      .mapToDouble(fit -> fit.map(f -> f.coefficient(term)).orElse(Double.NaN))
                      .toArray());
      Double predicted = predicted(law, name);
      rows.add(
          FitRow.of(law.law(), name)
              .cell(law.cellId())
              .event(law.watched())
              .group(law.group())
              .measured(measured)
              .predicted(predicted)
              .support(support(law.fit()))
              .verdict(Verdict.of(law.fit().observations(), measured, predicted, law.regime()))
              .warn(warnings(law)));
    }
  }

  private static Double predicted(LabelledLaw law, String term) {
    if (law.law().equals(EscapeLaws.ARRHENIUS)) {
      return null;
    }
    EscapePoint any = law.fit().points().get(0);
    boolean lacksDimension = law.collinear().contains(EscapeLaws.DIMENSION_TERM);
    boolean lacksUnit = law.collinear().contains(EscapeLaws.UNIT_TERM);
    return switch (term) {
      case EscapeLaws.CONSTANT -> predictedConstant(law.watched());
      case EscapeLaws.EXPONENT -> any.exponent();
      // a term that the cells cannot tell apart is carried by its neighbour
      case EscapeLaws.UNIT_TERM ->
          lacksDimension ? 1 - 0.5 * any.theory().landscape().outliers() : 1.0;
      case EscapeLaws.TEMPERATURE_TERM ->
          lacksUnit ? 1 + any.theory().landscape().temperature() : 1.0;
      default -> 1.0;
    };
  }

  /** log 2 for the first crossing, 0 for settling; a level has no prefactor. */
  static Double predictedConstant(Watched watched) {
    if (watched.isLevel()) {
      return null;
    }
    return watched.equals(Watched.separatrix()) ? (Double) Math.log(2) : (Double) 0.0;
  }

  private static FitRow.Support support(LogLinearLaw law) {
    return law.fit()
        .map(fit -> new FitRow.Support(law.observations(), fit.logLikelihood(), fit.aic()))
        .orElse(FitRow.Support.of(law.observations()));
  }

  /** What a reader must know of the points behind a law. */
  static List<Warning> warnings(LabelledLaw law) {
    List<Warning> warnings = new ArrayList<>();
    law.fit()
        .reason()
        .ifPresent(reason -> warnings.addAll(WarningCode.NO_FIT.says("no fit: " + reason)));
    if (law.leftOut() > 0) {
      warnings.addAll(
          WarningCode.POINTS_LEFT_OUT.says(
              "%d of %d points are outside the regime and left out"
                  .formatted(law.leftOut(), law.leftOut() + law.fit().points().size())));
    } else if (law.regime() == Verdict.Regime.OUTSIDE) {
      warnings.addAll(
          WarningCode.OUTSIDE_REGIME.says(
              "fitted to points outside the regime, for want of two inside"));
    }
    if (!law.collinear().isEmpty()) {
      warnings.addAll(
          law.law().equals(EscapeLaws.ARRHENIUS)
              ? INDISTINGUISHABLE.says(
                  "L^s - L* times B_eff/eta is the same in all cells, so the law is one constant"
                      + " rate")
              : INDISTINGUISHABLE.says(
                  "not determined by these cells: " + String.join(", ", law.collinear())));
    }
    long beyond = law.fit().points().stream().filter(point -> point.sums().atStart() > 0).count();
    if (beyond > 0) {
      warnings.addAll(
          WarningCode.STARTS_BEYOND.says(
              "at %d of %d points runs start beyond the event: events at step 0, without time at risk"
                  .formatted(beyond, law.fit().points().size())));
    }
    boolean large =
        law.fit().points().stream()
            .anyMatch(
                point ->
                    point.theory().landscape().curvatureStep()
                        > RegimeGuard.LARGEST_CURVATURE_STEP);
    if (large) {
      warnings.addAll(WarningCode.LARGE_STEP.says("eta h* is not small in some of these cells"));
    }
    return warnings;
  }

  /**
   * AIC of each law less that of its rival: the lower one is preferred, none where they differ by
   * rounding alone.
   */
  static List<FitRow> contest(LabelledLaw power, LabelledLaw rival) {
    if (power.fit().fit().isEmpty() || rival.fit().fit().isEmpty()) {
      return List.of();
    }
    double difference = difference(power.fit().fit().get(), rival.fit().fit().get());
    List<Optional<PoissonRegression.Fit>> ours = power.fit().replicates();
    List<Optional<PoissonRegression.Fit>> theirs = rival.fit().replicates();
    double[] replicates = new double[ours.size()];
    for (int r = 0; r < replicates.length; r++) {
      replicates[r] =
          ours.get(r).isPresent() && theirs.get(r).isPresent()
              ? difference(ours.get(r).get(), theirs.get(r).get())
              : Double.NaN;
    }
    // not -difference, which is -0 for 0
    double[] opposite = Arrays.stream(replicates).map(value -> 0 - value).toArray();
    return List.of(
        contest(power, difference, replicates), contest(rival, 0 - difference, opposite));
  }

  private static double difference(PoissonRegression.Fit ours, PoissonRegression.Fit theirs) {
    return CellGroup.areEqual(ours.aic(), theirs.aic()) ? 0 : ours.aic() - theirs.aic();
  }

  private static FitRow contest(LabelledLaw law, double difference, double[] replicates) {
    Measured measured = Measured.of(difference, replicates);
    FitRow row =
        FitRow.of(law.law(), CONTEST)
            .event(law.watched())
            .group(law.group())
            .measured(measured)
            .support(support(law.fit()))
            .verdict(
                difference == 0
                    ? Verdict.UNDECIDED
                    : difference < 0 ? Verdict.PREFERRED : Verdict.REJECTED);
    if (difference == 0) {
      return row.warn(UNDECIDED.says("both laws fit these data equally well: undecided"));
    }
    return measured.hasInterval() && measured.contains(0)
        ? row.warn(UNDECIDED.says("the interval holds 0: these data do not decide"))
        : row;
  }
}
