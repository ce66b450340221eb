package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.store.ExperimentDir;

/** The price of a fit of a small folder is that of its Spark jobs. */
class FitPassesTest {
  /**
   * Six read the tables and write the fits, one collects the waiting times of an event, two are of
   * survival laws. The others are MLlib's Poisson regression: one for its first row, one for each
   * of about five steps of its search.
   */
  private static final int MOST_JOBS = 16;

  private static final Path QUICKSTART = Path.of("../submit/experiments/quickstart.yaml");

  @TempDir Path folder;

  @Test
  void theQuickstartIsFittedInFewJobs() throws IOException {
    ExperimentDir dir = new WeibullTables(0, 1, 1).write(folder, Files.readString(QUICKSTART), 1);
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(SparkTestSession.get().sparkContext());
    context.setJobGroup("fit", "counted");
    Fits.of(dir);
    context.clearJobGroup();
    assertThat(context.statusTracker().getJobIdsForGroup("fit")).hasSizeBetween(10, MOST_JOBS);
  }
}
