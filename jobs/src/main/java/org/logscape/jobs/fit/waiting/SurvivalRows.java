package org.logscape.jobs.fit.waiting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.ContestWords;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.statistics.CensoredRate;
import org.logscape.statistics.ChiSquare;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.contest.Contest;
import org.logscape.statistics.survival.ExponentialFit;
import org.logscape.statistics.survival.KaplanMeier;
import org.logscape.statistics.survival.LifetimeContest;
import org.logscape.statistics.survival.LifetimeLaw;
import org.logscape.statistics.survival.NelsonAalen;
import org.logscape.statistics.survival.PiecewiseExponentialFit;
import org.logscape.statistics.survival.RiskTable;
import org.logscape.statistics.survival.SurvivalQuantile;
import org.logscape.statistics.survival.WeibullFit;

/**
 * The waiting times of one event in one cell: Kaplan-Meier's median and shares that survive 1/2, 1
 * and 2 mean waiting times, Nelson-Aalen's hazard at the last event, a Weibull law, three
 * consecutive constant rates, and which of these laws the times prefer, each with the value of the
 * exponential law at the predicted rate.
 */
final class SurvivalRows {
  static final WarningCode UNREACHED =
      new WarningCode("unreached", "the time was not reached while runs were watched");

  static final String LAW = "survival";
  static final String MEDIAN = "median";
  private static final double[] MEAN_TIMES = {0.5, 1, 2};
  private static final int PIECES = 3;
  private static final long FEWEST_IN_PIECES = 3L * PIECES;

  private final EventOfCell note;
  private final RiskTable table;
  private final List<Warning> binning;
  private final Double rate;
  private final List<FitRow> rows = new ArrayList<>();

  private SurvivalRows(EventOfCell note, StepCounts counts) {
    this.note = note;
    this.table = counts.riskTable(note.facts().learningRate());
    this.binning = EventOfCell.binning(counts);
    this.rate = note.predictedRate();
  }

  /** The rows of one event of one cell. */
  static List<FitRow> of(EventOfCell note, StepCounts counts) {
    SurvivalRows rows = new SurvivalRows(note, counts);
    rows.addAll();
    return rows.rows;
  }

  private void addAll() {
    if (note.isStoppedShort()) {
      rows.add(note.without(LAW, MEDIAN, table.events(), EventOfCell.STOPPED_SHORT));
    } else if (table.events() == 0) {
      rows.add(
          note.without(
              LAW, MEDIAN, 0, "no events: all %,d runs are censored".formatted(table.runs())));
    } else if (!(table.timeAtRisk() > 0)) {
      rows.add(
          note.without(LAW, MEDIAN, table.events(), "no time at risk: events at step 0 alone"));
    } else {
      addCurves();
      addLaws();
    }
  }

  private void add(
      String parameter,
      CellGroup range,
      Measured measured,
      Double predicted,
      FitRow.Support support,
      List<Warning> more) {
    List<Warning> all = new ArrayList<>(binning);
    all.addAll(more);
    rows.add(
        note.row(
            LAW,
            parameter,
            range,
            measured,
            predicted,
            support,
            Verdict.of(support.observations(), measured, predicted, note.regime()),
            all));
  }

  private void addCurves() {
    FitRow.Support support = FitRow.Support.of(table.events());
    KaplanMeier curve = KaplanMeier.of(table);
    SurvivalQuantile median = curve.quantile(0.5, Interval.COVERAGE);
    List<Warning> unreached =
        Double.isInfinite(median.time())
            ? UNREACHED.says("fewer than half of the runs had the event while they were watched")
            : Double.isInfinite(median.interval().high())
                ? UNREACHED.says("the interval has no upper end within the time watched")
                : List.of();
    add(
        MEDIAN,
        CellGroup.none(),
        Measured.of(median.time(), median.interval()),
        rate == null ? null : Math.log(2) / rate,
        support,
        unreached);
    double mean = table.timeAtRisk() / table.events();
    for (double times : MEAN_TIMES) {
      double time = times * mean;
      if (time <= curve.lastTime()) {
        addSurvival(curve, time, support);
      }
    }
    NelsonAalen hazard = NelsonAalen.of(table);
    double last = hazard.time(hazard.steps() - 1);
    add(
        "cumulative_hazard",
        CellGroup.none().number("t", last),
        measured(hazard.hazard(last), hazard.interval(last, Interval.COVERAGE)),
        rate == null ? null : rate * last,
        support,
        List.of());
  }

  private void addSurvival(KaplanMeier curve, double time, FitRow.Support support) {
    double share = curve.survival(time);
    List<Warning> edge =
        share == 0
            ? WarningCode.SHARE_AT_EDGE.says("every run had the event by then")
            : share == 1 ? WarningCode.SHARE_AT_EDGE.says("no event came by then") : List.of();
    add(
        "survival",
        CellGroup.none().number("t", time),
        measured(share, curve.interval(time, Interval.COVERAGE)),
        rate == null ? null : Math.exp(-rate * time),
        support,
        edge);
  }

  private static Measured measured(double estimate, Optional<Interval> interval) {
    return interval.isPresent() ? Measured.of(estimate, interval.get()) : Measured.of(estimate);
  }

  private void addLaws() {
    List<LifetimeLaw> laws = new ArrayList<>();
    ExponentialFit.of(table).found().ifPresent(laws::add);
    Finding<WeibullFit> weibull = WeibullFit.of(table);
    weibull.found().ifPresent(laws::add);
    add(
        "weibull_shape",
        CellGroup.none(),
        weibull
            .found()
            .map(fit -> Measured.of(fit.shape(), fit.shapeInterval(Interval.COVERAGE)))
            .orElseGet(Measured::none),
        1.0,
        weibull
            .found()
            .<FitRow.Support>map(this::support)
            .orElseGet(() -> FitRow.Support.of(table.events())),
        weibull.whyNot().map(WarningCode.NO_FIT::says).orElseGet(List::of));
    Optional<PiecewiseExponentialFit> pieces = addPieces();
    pieces.ifPresent(laws::add);
    if (weibull.found().isPresent()) {
      addTest(LifetimeContest.of(table, laws));
    }
  }

  private FitRow.Support support(LifetimeLaw law) {
    return new FitRow.Support(
        table.events(), law.logLikelihood(), 2.0 * law.parameters() - 2 * law.logLikelihood());
  }

  /** Pieces with equal numbers of events, so that each has its exact interval. */
  private Optional<PiecewiseExponentialFit> addPieces() {
    if (table.events() < FEWEST_IN_PIECES) {
      return Optional.empty();
    }
    List<Double> edges = new ArrayList<>();
    long seen = 0;
    for (int i = 0; i < table.size() && edges.size() < PIECES - 1; i++) {
      seen += table.events(i);
      boolean more = table.events(i) > 0 && table.time(i) > 0 && seen < table.events();
      if (more && seen * PIECES >= (edges.size() + 1) * table.events()) {
        edges.add(table.time(i));
      }
    }
    Finding<PiecewiseExponentialFit> fit =
        PiecewiseExponentialFit.of(
            table, edges.stream().mapToDouble(Double::doubleValue).toArray());
    fit.found()
        .ifPresent(
            law -> {
              FitRow.Support all = support(law);
              for (int piece = 0; piece < law.rates().size(); piece++) {
                CensoredRate here = law.rates().get(piece);
                add(
                    "piecewise_rate",
                    piece(
                        piece == 0 ? 0 : edges.get(piece - 1),
                        piece == edges.size() ? Double.POSITIVE_INFINITY : edges.get(piece)),
                    Measured.of(here.rate(), here.interval(Interval.COVERAGE)),
                    rate,
                    new FitRow.Support(here.events(), all.logLikelihood(), all.aic()),
                    List.of());
              }
            });
    return fit.found();
  }

  private static CellGroup piece(double from, double to) {
    return Double.isInfinite(to)
        ? CellGroup.none().from("t", from)
        : CellGroup.none().range("t", from, to);
  }

  private void addTest(Contest contest) {
    ChiSquare test = contest.nested(0, 1).orElseThrow();
    List<Warning> warnings = new ArrayList<>(binning);
    warnings.addAll(
        WarningCode.CONTEST.says(ContestWords.of(contest.verdict(Verdict.CONTEST_LEVEL))));
    rows.add(
        note.row(
            LAW,
            "exponential_p_value",
            CellGroup.none(),
            Measured.of(test.pValue()),
            null,
            new FitRow.Support(table.events(), contest.logLikelihood(0), contest.aic(0)),
            Verdict.ofTest(table.events(), test.pValue(), note.regime()),
            warnings));
  }
}
