package org.logscape.jobs.fit.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/**
 * The escape rate as a power of L^s/L*, over cells and over the levels of a cell, with what is
 * fitted to the same rates: Arrhenius' law, the regression of single waiting times, the local
 * exponents between levels, and the effective batch size.
 */
public final class EscapePowerLaw implements Law {
  /** Constant of the power law. */
  public static final Parameter CONSTANT =
      Parameter.of(
              EscapeLaws.CONSTANT,
              "c",
              "1",
              "constant of log(rate/prefactor): log 2 for the first crossing, 0 for settling")
          .under(EscapeLaws.LAW);

  /** Exponent of L^s/L*. */
  public static final Parameter EXPONENT =
      Parameter.of(
              EscapeLaws.EXPONENT, "x", "1", "exponent of L^s/L*, or of the level: 1/T + 1 - n/2")
          .under(EscapeLaws.LAW);

  /** Exponent of a group of cells over that of the coldest one. */
  public static final Parameter EXPONENT_RATIO =
      Parameter.of(
              ExponentRatios.PARAMETER,
              "x/x_0",
              "1",
              "exponent of a group over that of the coldest group (T = over_temperature) with the"
                  + " same n: the ratio of 1/T + 1 - n/2")
          .under(EscapeLaws.LAW);

  /** Pooled exponent over all cells. */
  public static final Parameter SLOPE =
      Parameter.of(
              EscapeLaws.SLOPE,
              "s",
              "1",
              "exponent over all cells in units of 1/T + 1 - n/2; assumes one prefactor for all")
          .onCard("Exponent over all cells if they had one prefactor, in units of 1/T + 1 − n/2")
          .under(EscapeLaws.LAW);

  /** AIC of the power law minus that of Arrhenius' law. */
  public static final Parameter CONTEST =
      Parameter.of(
              EscapeLawRows.CONTEST,
              "Delta AIC",
              "1",
              "AIC less that of the rival, lower is better")
          .onCard("The power law in Lˢ/L* against Arrhenius' law, AIC difference")
          .under(EscapeLaws.LAW);

  /** Exponent between neighbouring levels. */
  public static final Parameter LOCAL_EXPONENT =
      Parameter.of(LevelSlopes.PARAMETER, "x", "1", "exponent between two neighbouring loss levels")
          .onCard("Exponents between loss levels")
          .under(EscapeLaws.LAW);

  /** Constant of Arrhenius' law. */
  public static final Parameter ARRHENIUS_CONSTANT = CONSTANT.under(EscapeLaws.ARRHENIUS);

  /** Coefficient of Arrhenius' law. */
  public static final Parameter ARRHENIUS_SLOPE =
      Parameter.of(
              EscapeLaws.SLOPE, "b", "1", "coefficient of -(L^s - L*) B_eff/eta, not predicted")
          .under(EscapeLaws.ARRHENIUS);

  /** Rate under enhanced noise over that of plain SGD at the same B_eff. */
  public static final Parameter EQUAL_BATCH_RATIO =
      Parameter.of(
              EffectiveBatch.PARAMETER,
              "",
              "1",
              "rate under enhanced noise over that of plain SGD at the same B_eff: 1")
          .under(EffectiveBatch.LAW);

  @Override
  public LawFacts facts() {
    return LawFacts.of(
            EscapeLaws.LAW,
            "exponents and slopes of the rate over cells and over levels, with Arrhenius' "
                + "law on the same rates and a regression of the single waiting times")
        .needs(Need.ESCAPE_RATES)
        .reads(Table.ESCAPES, Table.RARE_RATES)
        .byDefault()
        .ofEvents()
        .warns(LevelSlopes.ABOVE_SADDLE, EscapeLawRows.INDISTINGUISHABLE, EscapeLawRows.UNDECIDED)
        .parameters(
            CONSTANT,
            EXPONENT,
            EXPONENT_RATIO,
            SLOPE,
            Parameter.of(
                EscapeLaws.TEMPERATURE_TERM,
                "b_T",
                "1",
                "of log(rate/prefactor) = c - (b_T/T + b_1 - b_n n/2) log(L^s/L*): predicted 1"),
            Parameter.of(
                EscapeLaws.UNIT_TERM, "b_1", "1", "b_1 of the same regression: predicted 1"),
            Parameter.of(
                EscapeLaws.DIMENSION_TERM, "b_n", "1", "b_n of the same regression: predicted 1"),
            CONTEST,
            LOCAL_EXPONENT,
            ARRHENIUS_CONSTANT,
            ARRHENIUS_SLOPE,
            CONTEST.onCard("").under(EscapeLaws.ARRHENIUS),
            LOCAL_EXPONENT.under(LevelSlopes.FIRST_PASSAGE),
            LOCAL_EXPONENT.under(TheoryWords.GAUSSIAN_DESIGN),
            CONSTANT.under(WeibullAft.LAW),
            SLOPE.onCard("").under(WeibullAft.LAW),
            Parameter.of(
                    WeibullAft.SCALE,
                    "1/k",
                    "1",
                    "scale of log waiting times, 1/shape of their Weibull distribution: 1 is"
                        + " memoryless")
                .under(WeibullAft.LAW)
                .onCard("Waiting times, Weibull scale; 1 is memoryless"),
            EQUAL_BATCH_RATIO);
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    EscapeEvents events = EscapeEvents.of(context);
    List<EscapePoint> points = events.points();
    EscapeLaws laws = EscapeLaws.of(points);
    List<EscapeLaws.LabelledLaw> slopes = laws.slopes();
    List<FitRow> rows = new ArrayList<>(EscapeLawRows.of(context.spark(), laws, slopes));
    rows.addAll(EffectiveBatch.rows(points));
    rows.addAll(LevelSlopes.rows(points));
    Stream<EscapeLaws.LabelledLaw> waited =
        slopes.stream().filter(law -> events.hasWaitingTimes(law.watched()));
    rows.addAll(
        WeibullAft.on(context.spark(), context.bootstrap(), events.replicates())
            .rows(events.escapes(), waited.toList()));
    return rows.stream().map(events::cut).toList();
  }
}
