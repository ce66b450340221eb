package org.logscape.jobs.fit.contest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.ContestRows;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.fit.escape.EscapePoint;
import org.logscape.jobs.fit.stationary.LossBins;
import org.logscape.jobs.fit.stationary.StationaryCell;
import org.logscape.jobs.fit.tail.TailSubject;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.statistics.Finding;
import org.logscape.statistics.contest.Contender;
import org.logscape.statistics.contest.Contest;
import org.logscape.theory.RegimeGuard;

/**
 * Compares rival laws on the same data, one row for each: its AIC minus the least AIC of the
 * others, with an interval from Vuong's variance between resamplings of whole runs. A law is
 * preferred, rejected or undecided at the level 0.1, by the nested likelihood-ratio test where one
 * law contains the other and by Vuong's test otherwise. The row names the conditions under which
 * this holds.
 */
final class LawContest {
  static final String LAW = "law-contest";
  static final String PARAMETER = "aic_difference";

  /** A tail begins where at most so large a share of the losses is left. */
  private static final double TAIL_SHARE = 0.01;

  /**
   * What a contest is about.
   *
   * @param cellId null for several cells
   * @param watched null for laws of the stationary loss
   * @param key what its data have in common
   * @param observations behind it
   * @param conditions under which its verdict holds
   */
  private record Subject(
      String cellId, Watched watched, CellGroup key, long observations, List<Warning> conditions) {}

  private LawContest() {}

  /** The contests over saddles, one an event, and over the levels of each cell. */
  static List<FitRow> ofRates(List<EscapePoint> points) {
    List<EscapePoint> known =
        points.stream().filter(point -> point.hasBarrier() && point.sums().exposure() > 0).toList();
    List<FitRow> rows = new ArrayList<>();
    for (Watched event : List.of(Watched.separatrix(), Watched.basin())) {
      overSaddles(known.stream().filter(p -> p.watched().equals(event)).toList(), rows);
    }
    Map<String, List<EscapePoint>> levels = new LinkedHashMap<>();
    known.stream()
        .filter(point -> point.watched().isLevel())
        .forEach(
            p ->
                levels.computeIfAbsent(p.theory().facts().cellId(), c -> new ArrayList<>()).add(p));
    levels.values().forEach(ofCell -> ofLevels(ofCell, rows));
    return rows;
  }

  private static void overSaddles(List<EscapePoint> all, List<FitRow> rows) {
    List<EscapePoint> inside =
        all.stream().filter(point -> point.regime() == Verdict.Regime.INSIDE).toList();
    boolean enough = barriers(inside) >= 2;
    List<EscapePoint> used = enough ? inside : all;
    if (barriers(used) < 2) {
      return;
    }
    RateData data = new RateData(used);
    List<Warning> conditions = new ArrayList<>();
    conditions.addAll(
        enough
            ? WarningCode.POINTS_USED.says(
                "%d of %d points are inside the regime of rare escapes and count"
                    .formatted(used.size(), all.size()))
            : WarningCode.OUTSIDE_REGIME.says(
                "no two points with different barriers are inside the regime, so all count"));
    if (used.stream()
        .anyMatch(
            point ->
                point.theory().landscape().curvatureStep() > RegimeGuard.LARGEST_CURVATURE_STEP)) {
      conditions.addAll(WarningCode.LARGE_STEP.says("eta h* is not small in some of these cells"));
    }
    Subject subject =
        new Subject(null, used.get(0).watched(), CellGroup.none(), data.events(), conditions);
    hold(subject, RateLaws.overSaddles(data), data, data.counts(), data.replicates(), rows);
  }

  private static long barriers(List<EscapePoint> points) {
    return points.stream().mapToDouble(EscapePoint::logRatio).distinct().count();
  }

  private static void ofLevels(List<EscapePoint> all, List<FitRow> rows) {
    List<EscapePoint> diffusive =
        all.stream()
            .filter(EscapePoint::isDiffusive)
            .filter(point -> point.theory().rate(point.watched()).isPresent())
            .toList();
    List<EscapePoint> used = diffusive.size() >= 2 ? diffusive : all;
    if (used.size() < 2) {
      return;
    }
    List<Warning> conditions = new ArrayList<>();
    conditions.addAll(
        diffusive.size() >= 2
            ? WarningCode.POINTS_USED.says(
                "%d of %d levels lie below the saddle and are diffused over"
                    .formatted(used.size(), all.size()))
            : WarningCode.OUTSIDE_REGIME.says(
                "no two levels are below the saddle and diffused over, so all count"));
    conditions.addAll(
        WarningCode.DEPENDENT_DATA.says(
            "the levels of a run are not independent: AIC counts them as if they were, intervals"
                + " and Vuong's test do not"));
    RateData data = new RateData(used);
    Subject subject =
        new Subject(
            used.get(0).theory().facts().cellId(),
            used.get(0).watched(),
            CellGroup.none(),
            data.events(),
            conditions);
    hold(subject, RateLaws.ofLevels(), data, data.counts(), data.replicates(), rows);
  }

  /** The row of a cell of which no loss was counted. */
  static FitRow without(CellTheory theory, String reason) {
    return without(
        new Subject(
            theory.facts().cellId(),
            null,
            CellGroup.none(),
            0,
            Warning.of(RegimeGuard.settingCautions(theory.landscape()))),
        reason);
  }

  /** The contest over the loss tail of one cell. */
  static List<FitRow> ofTail(StationaryCell cell, LossBins bins) {
    List<FitRow> rows = new ArrayList<>();
    int first = bins.firstOfTail(TAIL_SHARE);
    double share = bins.independentShare(first);
    TailData data = new TailData(cell.theory(), bins, first, share);
    List<Warning> conditions = new ArrayList<>(cell.warnings());
    if (share < 1) {
      conditions.addAll(
          WarningCode.DEPENDENT_DATA.says(
              "each loss counts as %.2g independent ones".formatted(share)));
    }
    Subject subject =
        new Subject(
            cell.id(),
            null,
            TailSubject.from(bins.low()[first]),
            (long) bins.beyond(first),
            conditions);
    if (share * bins.beyond(first) < TailSubject.FEWEST) {
      rows.add(
          without(subject, "fewer than %.0f losses in the tail".formatted(TailSubject.FEWEST)));
      return rows;
    }
    hold(
        subject,
        TailLaws.all(),
        data,
        data.counts(),
        bins.hasFewGroups() ? new double[0][] : data.replicates(),
        rows);
    return rows;
  }

  private static <D> void hold(
      Subject subject,
      List<RivalLaw<D>> laws,
      D data,
      double[] counts,
      double[][] replicates,
      List<FitRow> rows) {
    List<Contender> contenders = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (RivalLaw<D> law : laws) {
      Finding<Contender> fitted = law.fitted(data);
      fitted.found().ifPresent(contenders::add);
      fitted.whyNot().ifPresent(reason -> absent.add(law.name() + " (" + reason + ")"));
    }
    List<Warning> warnings = new ArrayList<>();
    if (!absent.isEmpty()) {
      warnings.addAll(
          WarningCode.ABSENT_RIVALS.says(
              "not in the contest: " + String.join(", ", absent).replace("; ", ", ")));
    }
    warnings.addAll(subject.conditions());
    Subject whole =
        new Subject(
            subject.cellId(), subject.watched(), subject.key(), subject.observations(), warnings);
    if (contenders.size() < 2) {
      rows.add(without(whole, "fewer than two laws could be fitted"));
      return;
    }
    Contest plain = Contest.of(contenders, counts);
    Contest contest = replicates.length < 2 ? plain : plain.resampledAs(replicates);
    FitRow about =
        FitRow.of(LAW, PARAMETER)
            .cell(whole.cellId())
            .event(whole.watched())
            .group(whole.key())
            .support(whole.observations());
    rows.addAll(ContestRows.of(about, contest, whole.conditions()));
  }

  private static FitRow without(Subject subject, String reason) {
    List<Warning> warnings = new ArrayList<>(subject.conditions());
    warnings.addAll(WarningCode.NO_FIT.says(reason));
    return FitRow.of(LAW, PARAMETER)
        .cell(subject.cellId())
        .event(subject.watched())
        .group(subject.key())
        .support(subject.observations())
        .warn(warnings);
  }
}
