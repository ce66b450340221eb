package org.logscape.jobs.check;

import java.util.List;
import java.util.Optional;
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
  private final WaveAgain sweep;
  private final RareAgain rare;

  private Recomputation(SparkSession spark, Spec spec, ExperimentDir dir) {
    this.spark = spark;
    this.dir = dir;
    this.sweep = WaveAgain.of(spark, spec, dir);
    this.rare = RareAgain.of(spark, spec, dir);
  }

  static Recomputation of(SparkSession spark, Spec spec, ExperimentDir dir) {
    return new Recomputation(spark, spec, dir);
  }

  /**
   * The rows of a wave.
   *
   * @param damaged its files that are not to be read
   * @return empty where nothing tells how they were computed
   */
  Optional<JavaRDD<TableRow>> rows(ListedWave wave, List<ListedFile> damaged) {
    return FitJob.again(spark, dir, wave.work())
        .or(() -> rare.rows(wave))
        .or(() -> sweep.rows(wave, damaged));
  }
}
