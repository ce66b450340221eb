package org.logscape.jobs.fit;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.logscape.jobs.RowRecords;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.CellRows;
import org.logscape.schemas.Table;

/**
 * Tables of runs that nobody made: waiting times drawn from log(t x prefactor) = constant + slope
 * (1/T + 1 - n/2) log(L^s/L*) + scale x e, e the standard minimum extreme-value variable, cut off
 * at the step limit. The number of a run alone decides its time.
 *
 * @param constant minus the logarithm of the rate's factor, for exponential times
 * @param slope 1 where the log-landscape theory holds
 * @param scale 1 for exponential times
 */
public record WeibullTables(double constant, double slope, double scale) implements Serializable {

  /** Writes cells, runs and first crossings of a spec, in so many files. */
  public ExperimentDir write(Path folder, String yaml, int files) {
    Spec spec = Fits.spec(yaml, "test.yaml");
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(SparkTestSession.get().sparkContext());
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.toString());
    dir.freeze(yaml, "name: drawn\n");
    List<CellFacts> cells =
        LongStream.range(0, spec.grid().cells())
            .mapToObj(cell -> CellRows.of(spec).theory(spec.grid().cell(cell)).facts())
            .toList();
    dir.replace(Table.CELLS, context.parallelize(cells, 1).map(WeibullTables::cellRow));
    for (int file = 0; file < files; file++) {
      int first = file;
      List<Integer> replicas =
          IntStream.range(0, spec.replicas()).filter(i -> i % files == first).boxed().toList();
      JavaRDD<TableRow> rows =
          context
              .parallelize(replicas, 2)
              .flatMap(replica -> cells.stream().flatMap(cell -> rows(cell, replica)).iterator());
      long count = (long) replicas.size() * cells.size();
      dir.append(rows, Map.of(Table.RUNS, count, Table.ESCAPES, count));
    }
    return dir;
  }

  private Stream<TableRow> rows(CellFacts cell, int replica) {
    CellTheory theory = CellTheory.of(cell);
    String run = cell.cellId() + "-" + replica;
    SplittableRandom random = new SplittableRandom(run.hashCode());
    random.nextLong();
    double extreme = Math.log(-Math.log1p(-random.nextDouble()));
    double logTime =
        constant
            - theory.landscape().logPrefactor(theory.barrier().orElseThrow())
            + slope
                * theory.landscape().escapeExponent()
                * theory.barrier().orElseThrow().logRatio()
            + scale * extreme;
    double steps = Math.ceil(Math.exp(logTime) / cell.learningRate());
    boolean occurred = steps <= cell.stepsLimit();
    long step = occurred ? (long) Math.max(1, steps) : cell.stepsLimit();
    double time = step * cell.learningRate();
    double loss = cell.lossMin();
    return Stream.of(
        RowRecords.row(
            Table.RUNS,
            new Object[] {
              run,
              cell.cellId(),
              replica,
              occurred ? "escaped" : "censored",
              step,
              time,
              time * loss,
              loss,
              loss * (1 + random.nextDouble()),
              null,
              null
            }),
        RowRecords.row(
            Table.ESCAPES,
            new Object[] {
              run,
              cell.cellId(),
              Watched.separatrix().word(),
              null,
              occurred,
              step,
              time,
              time * loss,
              occurred ? (Double) loss : null,
              occurred ? (Double) loss : null
            }));
  }

  public static TableRow cellRow(CellFacts cell) {
    return cell;
  }
}
