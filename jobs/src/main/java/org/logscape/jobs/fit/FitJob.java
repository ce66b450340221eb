package org.logscape.jobs.fit;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Patience;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.store.WriteAccess;
import org.logscape.jobs.store.list.TablesPrint;
import org.logscape.jobs.text.LogFormat;
import org.logscape.jobs.text.StepLine;
import org.logscape.schemas.Table;

/**
 * Fits the laws that a folder's spec names to its tables, and writes the fits table. Rows are
 * ordered by law, as in {@link LawCatalogue}. A law that cannot be computed gets a row with the
 * reason, see {@link LawFailure}.
 */
public final class FitJob {
  /**
   * Options of a fit.
   *
   * @param replicates resamplings of the runs behind each interval, at least 40
   */
  public record Options(int replicates) {}

  private static final String WORK = "laws replicates=";

  private final SparkSession spark;
  private final WriteAccess access;
  private final Options options;
  private final Optional<PrintStream> terminal;

  private FitJob(
      SparkSession spark, WriteAccess access, Options options, Optional<PrintStream> terminal) {
    this.spark = spark;
    this.access = access;
    this.options = options;
    this.terminal = terminal;
  }

  /**
   * The fits of a folder.
   *
   * @param dir a folder that holds results
   */
  public static FitJob of(SparkSession spark, ExperimentDir dir, Options options) {
    return new FitJob(spark, WriteAccess.of(dir, folder -> {}), options, Optional.empty());
  }

  /** The same job, waiting instead of failing while another driver holds the lease. */
  public FitJob with(Patience other) {
    return new FitJob(spark, access.with(other), options, terminal);
  }

  /**
   * The same job, which prints its progress to {@code place}; without progress where it is empty.
   */
  public FitJob drawnOn(Optional<PrintStream> place) {
    return new FitJob(spark, access, options, place);
  }

  /**
   * Fits the laws and writes the fits table anew.
   *
   * @throws org.logscape.jobs.errors.BusyException if another driver writes to the folder
   */
  public void run() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    access.use(
        folder -> {
          String tables = TablesPrint.of(folder.waves()).text();
          folder.replace(Table.FITS, context.parallelize(table(), 1), work(tables));
        });
  }

  private String work(String tables) {
    return "%s%d tables=%s".formatted(WORK, options.replicates(), tables);
  }

  /**
   * The rows of a fits table, computed again.
   *
   * @param work the entry {@code work} of the table's list
   * @return empty where it is no fits table
   */
  public static Optional<JavaRDD<TableRow>> again(
      SparkSession spark, ExperimentDir dir, String work) {
    if (!work.startsWith(WORK)) {
      return Optional.empty();
    }
    int replicates =
        Integer.parseInt(work.substring(WORK.length(), work.indexOf(' ', WORK.length())));
    FitJob job = of(spark, dir, new Options(replicates));
    return Optional.of(
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(job.table(), 1));
  }

  private List<TableRow> table() {
    ExperimentDir dir = access.dir();
    Spec spec = FrozenSpec.of(dir);
    try (FitContext context = FitContext.of(spark, dir, spec, options.replicates());
        StepLine progress =
            StepLine.of("fit", (int) laws(spec).count(), terminal)
                .in(LogFormat.of(spark.conf()::get))) {
      return laws(spec)
          .peek(law -> progress.begin(law.facts().name()))
          .flatMap(law -> rows(law, context).stream())
          .map(FitRow::toTableRow)
          .toList();
    }
  }

  /** The rows of a law; where it fails as a whole, a row that says so. */
  static List<FitRow> rows(Law law, FitContext context) {
    Parameter first = law.facts().parameters().get(0);
    return LawFailure.orRow(FitRow.of(first.law(), first.name()), () -> law.rows(context));
  }

  private static Stream<Law> laws(Spec spec) {
    return LawCatalogue.all().stream().filter(law -> spec.fits().contains(law.facts().fit()));
  }
}
