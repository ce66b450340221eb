package org.logscape.jobs.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.logscape.jobs.data.DataSurvey;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.RunForecast;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.model.FormulaSpec;
import org.logscape.jobs.spec.observe.LossHistogramSpec;
import org.logscape.jobs.sweep.CellRows;

/**
 * A spec before it is run: predicted exponents, escape times and cost. Of a large grid only some
 * cells are examined, evenly spread, and their cost is scaled up.
 */
public final class Plan {
  private static final int MOST_CELLS = 2_000;

  private final Spec spec;
  private final List<PlannedCell> cells;

  private Plan(Spec spec, List<PlannedCell> cells) {
    this.spec = spec;
    this.cells = cells;
  }

  /** The plan of a spec. */
  public static Plan of(Spec spec) {
    long all = spec.grid().cells();
    CellRows rows = CellRows.of(spec).withoutPaths();
    RunForecast forecast = RunForecast.of(spec);
    List<Watched> watched =
        spec.observe().escape().stream().flatMap(escape -> Watched.of(escape).stream()).toList();
    Map<FormulaSpec, LargestCurvature> curvatures = new HashMap<>();
    List<PlannedCell> cells =
        looked(all)
            .mapToObj(i -> spec.grid().cell(i))
            .map(
                cell -> {
                  CellTheory theory = rows.theory(cell);
                  double runs = WantedRuns.of(spec, forecast.endedShare(theory));
                  PlannedCell planned =
                      PlannedCell.of(theory, runs, watched, forecast, rows.seconds(cell, forecast))
                          .with(burnIn(spec));
                  return stability(cell, curvatures).map(planned::with).orElse(planned);
                })
            .toList();
    return new Plan(spec, cells);
  }

  /** Examines each landscape once, however many dynamics run in it. */
  private static Optional<Concern> stability(
      CellSpec cell, Map<FormulaSpec, LargestCurvature> known) {
    return cell.model() instanceof FormulaSpec formula
        ? known
            .computeIfAbsent(
                formula, spec -> LargestCurvature.of(LandscapeText.wells(spec.populationModel())))
            .concern(cell.dynamics())
        : Optional.empty();
  }

  private static long burnIn(Spec spec) {
    return spec.observe().lossHistogram().map(LossHistogramSpec::burnIn).orElse(0L);
  }

  /** The numbers of the cells that are looked at. */
  private static LongStream looked(long all) {
    long looked = Math.min(all, MOST_CELLS);
    return LongStream.range(0, looked).map(i -> spread(i, all / looked));
  }

  /** One cell out of each stretch, at a place that no axis' period can follow. */
  private static long spread(long i, long stretch) {
    return i * stretch + Math.floorMod(i * 0x9E3779B97F4A7C15L, stretch);
  }

  /** The spec. */
  Spec spec() {
    return spec;
  }

  /** The cells that were examined. */
  List<PlannedCell> cells() {
    return cells;
  }

  /** The settings of the cells that were examined. */
  List<CellSpec> looked() {
    long all = spec.grid().cells();
    return looked(all).mapToObj(index -> spec.grid().cell(index)).toList();
  }

  /** Whether every cell was examined. */
  boolean isWhole() {
    return cells.size() == spec.grid().cells();
  }

  /**
   * What the data files hold, or what is wrong with them; none where there are no files.
   *
   * @param hadoop how their file system is reached
   */
  public List<String> dataLines(Configuration hadoop) {
    int samples =
        cells.stream()
            .map(cell -> cell.theory().facts().samples())
            .filter(Objects::nonNull)
            .mapToInt(Long::intValue)
            .max()
            .orElse(0);
    return spec.data().map(data -> DataSurvey.lines(data, samples, hadoop)).orElse(List.of());
  }

  /** Rows that a sweep is expected to write. */
  TableForecast tables() {
    return TableForecast.of(this);
  }

  /** What the commands are expected to take. */
  CostForecast cost() {
    return CostForecast.of(this);
  }

  /**
   * Expected seconds of processor time of the steps of all runs; not a number where that is not
   * known.
   */
  double stepSeconds() {
    double mean =
        cells.stream().mapToDouble(cell -> cell.runs() * cell.secondsPerRun()).average().orElse(0);
    return mean * spec.grid().cells();
  }
}
