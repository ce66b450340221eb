package org.logscape.jobs.check;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.rare.RareAgain;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.sweep.WaveAgain;

/** Computes the rows of any wave of a folder again, by the job that its list names. */
final class Recomputation {
  private final SparkSession spark;
  private final ExperimentDir dir;
  private final RareAgain rare;

  /** By the spec; and where its step limit was raised, by the limit that the folder began with. */
  private final List<WaveAgain> sweeps;

  private Recomputation(SparkSession spark, Spec spec, ExperimentDir dir) {
    this.spark = spark;
    this.dir = dir;
    this.rare = RareAgain.of(spark, spec, dir);
    this.sweeps =
        Stream.concat(Stream.of(spec), Stream.of(spec.begun()).filter(s -> spec.hasRaisedLimit()))
            .map(limited -> WaveAgain.of(spark, limited, dir))
            .toList();
  }

  static Recomputation of(SparkSession spark, Spec spec, ExperimentDir dir) {
    return new Recomputation(spark, spec, dir);
  }

  /**
   * The rows of a wave. Where a sweep with a raised step limit was stopped before it had followed
   * the runs that the old one ended, nothing tells under which of the two limits a wave was
   * computed: its checksums decide.
   *
   * @param damaged its files that are not to be read
   * @return what the rows may be; empty where nothing tells how they were computed
   */
  List<JavaRDD<TableRow>> rows(ListedWave wave, List<ListedFile> damaged) {
    return FitJob.again(spark, dir, wave.work())
        .or(() -> rare.rows(wave))
        .map(List::of)
        .orElseGet(
            () -> sweeps.stream().flatMap(sweep -> sweep.rows(wave, damaged).stream()).toList());
  }
}
