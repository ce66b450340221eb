package org.logscape.jobs.report.data;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.observe.Event;
import org.logscape.schemas.Table;

/**
 * The data of a report, from the tables of a folder. Each summary is computed once, when a figure
 * first asks for it.
 */
public final class ReportData {
  private final ExperimentDir dir;
  private final Map<Table, Dataset<Row>> tables = new EnumMap<>(Table.class);
  private final ShownCells cells;
  private final FittedLaws laws;
  private final Once<List<LossHistogram>> lossHistograms;
  private final Once<Map<Event, List<WaitingTimes>>> waitingTimes;
  private final Once<List<DrawnLandscape>> landscapes;

  private ReportData(ExperimentDir dir) {
    this.dir = dir;
    this.cells = ShownCells.of(table(Table.CELLS));
    this.laws = FittedLaws.of(table(Table.FITS), cells);
    this.lossHistograms =
        new Once<>(() -> LossHistogram.ofCells(table(Table.LOSS_HISTOGRAMS), cells));
    this.landscapes =
        new Once<>(() -> FrozenSpec.find(dir).map(DrawnLandscape::of).orElse(List.of()));
    this.waitingTimes = new Once<>(() -> WaitingTimes.byEvent(table(Table.ESCAPES), cells));
  }

  /** Reads the cells and the fits of a folder. */
  public static ReportData of(ExperimentDir dir) {
    return new ReportData(dir);
  }

  /** A value that is computed when it is first asked for. */
  private static final class Once<T> {
    private final Supplier<T> source;
    private T value;

    Once(Supplier<T> source) {
      this.source = source;
    }

    T get() {
      if (value == null) {
        value = source.get();
      }
      return value;
    }
  }

  /** The cells that are shown. */
  public ShownCells cells() {
    return cells;
  }

  /** The fits. */
  public FittedLaws laws() {
    return laws;
  }

  /** Whether a table has any files. */
  public boolean has(Table table) {
    return dir.has(table);
  }

  /** A table of the folder. */
  public Dataset<Row> table(Table table) {
    return tables.computeIfAbsent(table, dir::table);
  }

  /** Loss histograms of an even spread of the cells that have one, from cold to hot. */
  public List<LossHistogram> lossHistograms() {
    return lossHistograms.get();
  }

  /** Waiting times of an event, from the slowest cell to the fastest; none if not watched. */
  public List<WaitingTimes> waitingTimes(Event event) {
    return waitingTimes.get().getOrDefault(event, List.of());
  }

  /** Landscapes typed as formulas; none for other models. */
  public List<DrawnLandscape> landscapes() {
    return landscapes.get();
  }

  /** How the runs ended. */
  public RunStatus runStatus() {
    return RunStatus.of(table(Table.RUNS), cells);
  }

  /** Counts of rare-event sampling. */
  public RareStatus rareStatus() {
    return has(Table.RARE_RATES) ? RareStatus.of(table(Table.RARE_RATES)) : RareStatus.none();
  }

  /** The spec and the manifest of the folder. */
  public Provenance provenance() {
    return Provenance.of(dir);
  }
}
