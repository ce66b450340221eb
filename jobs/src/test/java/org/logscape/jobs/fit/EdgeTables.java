package org.logscape.jobs.fit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.logscape.jobs.RowRecords;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.CellRows;
import org.logscape.schemas.Table;

/** Tables that nobody's runs made, whose cells each have another fault: see {@link Kind}. */
public final class EdgeTables {
  private static final long LIMIT = 1000;
  private static final int RUNS = 40;

  /** What ails a cell. */
  enum Kind {
    /** No event in any run; all losses in one bin, all snapshots alike: zero variance. */
    SILENT,
    /** One event in all runs; one loss, one snapshot. */
    LONE,
    /** Every run has every event at step 7: ties, and nothing else; losses in two bins. */
    TIED,
    /** Half of the runs have the event at the step at which the others are censored. */
    HALVED,
    /** All runs diverged at step 5; no loss was counted. */
    DIVERGED,
    /** Memoryless events; losses with a power-law tail. */
    SOUND
  }

  private final List<CellFacts> cells;
  private final List<TableRow> rows = new ArrayList<>();

  private EdgeTables(List<CellFacts> cells) {
    this.cells = cells;
  }

  /** Writes them; the cells of the spec are of the kinds by their label noise. */
  public static ExperimentDir write(Path folder, String yaml) {
    Spec spec = Fits.spec(yaml, "edges.yaml");
    EdgeTables tables =
        new EdgeTables(
            LongStream.range(0, spec.grid().cells())
                .mapToObj(cell -> CellRows.of(spec).theory(spec.grid().cell(cell)).facts())
                .toList());
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(SparkTestSession.get().sparkContext());
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.toString());
    dir.freeze(yaml, "name: edges\n");
    dir.replace(Table.CELLS, context.parallelize(tables.cells, 1).map(WeibullTables::cellRow));
    tables.fill();
    for (Table table : List.of(Table.RUNS, Table.ESCAPES, Table.LOSS_HISTOGRAMS, Table.SNAPSHOTS)) {
      dir.replace(
          table,
          context.parallelize(
              tables.rows.stream().filter(row -> row.table() == table).toList(), 2));
    }
    return dir;
  }

  /** The kind of a cell by its label noise: 0.5, 0.6, ... */
  public static Kind kind(double labelNoise) {
    return Kind.values()[(int) Math.round(10 * labelNoise - 5)];
  }

  private void fill() {
    for (CellFacts cell : cells) {
      SplittableRandom random = new SplittableRandom(cell.cellId().hashCode());
      Kind kind = kind(cell.labelNoise());
      for (int run = 0; run < RUNS; run++) {
        run(cell, kind, run, random);
      }
      losses(cell, kind, random);
    }
  }

  private void run(CellFacts cell, Kind kind, int run, SplittableRandom random) {
    double waits = -Math.log1p(-random.nextDouble());
    long step =
        switch (kind) {
          case SILENT, HALVED -> LIMIT;
          case LONE -> run == 3 ? 400 : LIMIT;
          case TIED -> 7;
          case DIVERGED -> 5;
          case SOUND -> Math.min(LIMIT, 1 + (long) (400 * waits));
        };
    boolean occurred =
        switch (kind) {
          case SILENT, DIVERGED -> false;
          case LONE -> run == 3;
          case TIED -> true;
          case HALVED -> run % 2 == 0;
          case SOUND -> step < LIMIT;
        };
    String id = cell.cellId() + "-" + run;
    String status = kind == Kind.DIVERGED ? "diverged" : occurred ? "escaped" : "censored";
    double time = step * cell.learningRate();
    double minimum = cell.lossMin();
    rows.add(
        RowRecords.row(
            Table.RUNS,
            new Object[] {
              id,
              cell.cellId(),
              run,
              status,
              step,
              time,
              time * minimum,
              minimum,
              kind == Kind.DIVERGED ? null : (Double) (minimum * 1.1),
              null,
              null
            }));
    for (Watched watched :
        List.of(Watched.separatrix(), Watched.basin(), Watched.level(1.5), Watched.level(2.0))) {
      rows.add(
          RowRecords.row(
              Table.ESCAPES,
              new Object[] {
                id,
                cell.cellId(),
                watched.word(),
                watched.level(),
                occurred,
                step,
                time,
                time * minimum,
                occurred ? (Double) minimum : null,
                occurred ? (Double) minimum : null
              }));
    }
  }

  private void losses(CellFacts cell, Kind kind, SplittableRandom random) {
    switch (kind) {
      case SILENT -> {
        bin(cell, 0, 0, 1000);
        for (int k = 0; k < 200; k++) {
          snapshot(cell, k, 1.05);
        }
      }
      case LONE -> {
        bin(cell, 0, 0, 1);
        snapshot(cell, 0, 1.05);
      }
      case TIED, HALVED -> {
        bin(cell, 0, 0, 500);
        bin(cell, 1, 1, 500);
      }
      case DIVERGED -> {}
      case SOUND -> {
        for (int group = 0; group < 8; group++) {
          for (int bin = -20; bin < 20; bin++) {
            bin(cell, group, bin, Math.round(5000 * Math.exp(-0.15 * Math.abs(bin))));
          }
        }
        for (int k = 0; k < 500; k++) {
          snapshot(cell, k, 1 + 0.1 * Math.pow(1 - random.nextDouble(), -0.5));
        }
      }
    }
  }

  private void bin(CellFacts cell, int group, int bin, long count) {
    rows.add(
        RowRecords.row(
            Table.LOSS_HISTOGRAMS,
            new Object[] {cell.cellId(), group, bin / 10.0, (bin + 1) / 10.0, count}));
  }

  /** Its loss in units of L*. */
  private void snapshot(CellFacts cell, int number, double loss) {
    rows.add(
        RowRecords.row(
            Table.SNAPSHOTS,
            new Object[] {
              cell.cellId() + "-" + number % RUNS,
              cell.cellId(),
              100L + number / RUNS,
              loss * cell.lossMin(),
              new double[] {0.0},
              null,
              "periodic"
            }));
  }
}
