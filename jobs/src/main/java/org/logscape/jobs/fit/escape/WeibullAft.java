package org.logscape.jobs.fit.escape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealVector;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.store.RowBinding;
import org.logscape.schemas.Table;
import org.logscape.statistics.PoissonRegression;
import org.logscape.statistics.RunBootstrap;
import org.logscape.statistics.WeibullScore;

/**
 * The escape law on the single waiting times: an accelerated-failure-time regression, log(t x
 * prefactor) = c + s (1/T + 1 - n/2) log(L^s/L*) + scale x e. The law has s = 1; memoryless escapes
 * have scale 1. Intervals by the one-step bootstrap over runs, see {@link WeibullScore}.
 */
final class WeibullAft {
  static final String LAW = "weibull-aft";
  static final String SCALE = "scale";

  /** Up to this many waiting times the driver regresses them itself. */
  private static final int MOST_COLLECTED = 50_000;

  private final SparkSession spark;
  private final RunBootstrap bootstrap;
  private final int replicates;
  private final int mostCollected;

  private WeibullAft(
      SparkSession spark, RunBootstrap bootstrap, int replicates, int mostCollected) {
    this.spark = spark;
    this.bootstrap = bootstrap;
    this.replicates = replicates;
    this.mostCollected = mostCollected;
  }

  static WeibullAft on(SparkSession spark, RunBootstrap bootstrap, int replicates) {
    return new WeibullAft(spark, bootstrap, replicates, MOST_COLLECTED);
  }

  /** The same regression, which collects at most so many waiting times. */
  WeibullAft collecting(int most) {
    return new WeibullAft(spark, bootstrap, replicates, most);
  }

  /** When the watch of a run for the event ended. */
  private record End(String runId, String cellId, boolean occurred, double time) {
    static final RowBinding<End> ROWS = RowBinding.partOf(Table.ESCAPES, End.class);
  }

  /** Rows for the events of laws that {@link EscapeLaws#slopes} has, over the same cells. */
  List<FitRow> rows(Dataset<Row> escapes, List<EscapeLaws.LabelledLaw> laws) {
    List<FitRow> rows = new ArrayList<>();
    for (EscapeLaws.LabelledLaw law : laws) {
      law.fit().fit().ifPresent(rates -> rows.addAll(rows(escapes, law, rates)));
    }
    return rows;
  }

  private List<FitRow> rows(
      Dataset<Row> escapes, EscapeLaws.LabelledLaw law, PoissonRegression.Fit rates) {
    JavaRDD<ScaledTimes.Time> ends = ends(escapes, law);
    long runs = law.fit().points().stream().mapToLong(point -> point.sums().runs()).sum();
    try (ScaledTimes times =
        runs <= mostCollected ? ScaledTimes.few(ends) : ScaledTimes.many(ends)) {
      WeibullScore maximum =
          times.maximum(spark, new double[] {-rates.coefficient(0), rates.coefficient(1)});
      OneStepEstimate polished = polish(times, maximum);
      FitRow.Support support = polished.support(law.fit().observations());
      return List.of(
          row(
              law,
              EscapeLaws.CONSTANT,
              Measured.of(-polished.estimate(0), negative(polished.replicates(0))),
              EscapeLawRows.predictedConstant(law.watched()),
              support),
          row(
              law,
              EscapeLaws.SLOPE,
              Measured.of(polished.estimate(1), polished.replicates(1)),
              1.0,
              support),
          row(
              law,
              SCALE,
              Measured.of(Math.exp(polished.estimate(2)), exp(polished.replicates(2))),
              1.0,
              support));
    }
  }

  private JavaRDD<ScaledTimes.Time> ends(Dataset<Row> escapes, EscapeLaws.LabelledLaw law) {
    Map<String, double[]> cells = new HashMap<>();
    for (EscapePoint point : law.fit().points()) {
      cells.put(
          point.theory().facts().cellId(), new double[] {point.logPrefactor(), point.powerTerm()});
    }
    Broadcast<Map<String, double[]>> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(cells);
    Watched event = law.watched();
    return End.ROWS
        .rdd(
            escapes.where(
                escapes.col("event").equalTo(event.word()).and(escapes.col("time").gt(0))))
        .filter(end -> shared.value().containsKey(end.cellId()))
        .map(
            end -> {
              double[] cell = shared.value().get(end.cellId());
              return new ScaledTimes.Time(
                  RunBootstrap.key(end.runId()),
                  Math.log(end.time()) + cell[0],
                  cell[1],
                  end.occurred() ? 1 : 0,
                  cell[0]);
            });
  }

  /**
   * Estimates after one Newton step from a maximum that MLlib may have found: its line search gives
   * up a little before the maximum now and then. The same step for every resampling of the runs.
   *
   * @param steps {@code [0]} as observed, {@code [1 + r]} for replicate r
   * @param logLikelihood of the times t where the step ends, to second order
   */
  private record OneStepEstimate(double[] from, double[][] steps, double logLikelihood) {
    FitRow.Support support(long events) {
      return Double.isFinite(logLikelihood)
          ? new FitRow.Support(events, logLikelihood, 2.0 * from.length - 2 * logLikelihood)
          : FitRow.Support.of(events);
    }

    double estimate(int parameter) {
      return from[parameter] + steps[0][parameter];
    }

    double[] replicates(int parameter) {
      return Arrays.stream(steps)
          .skip(1)
          .mapToDouble(step -> from[parameter] + step[parameter])
          .toArray();
    }
  }

  /** One pass: the information, the score, that of each replicate, and the likelihood. */
  private OneStepEstimate polish(ScaledTimes times, WeibullScore score) {
    double[] estimate = {score.coefficients()[0], score.coefficients()[1], Math.log(score.scale())};
    int size = score.size();
    int count = replicates;
    RunBootstrap weights = bootstrap;
    double[][] sums =
        times.sums(
            new double[size + 2 + count][size],
            (sum, waiting) -> {
              double[] x = waiting.covariates();
              double[] one = new double[size];
              score.score(waiting.logTime(), x, waiting.occurred(), one);
              score.addInformation(waiting.logTime(), x, waiting.occurred(), sum);
              // the density of t, not of t x prefactor
              sum[size + 1 + count][0] +=
                  score.logLikelihood(waiting.logTime(), x, waiting.occurred())
                      + waiting.occurred() * waiting.logPrefactor();
              for (int r = -1; r < count; r++) {
                int weight = r < 0 ? 1 : weights.weight(waiting.run(), r);
                for (int j = 0; j < size; j++) {
                  sum[size + 1 + r][j] += weight * one[j];
                }
              }
              return sum;
            });
    DecompositionSolver solver =
        new QRDecomposition(MatrixUtils.createRealMatrix(Arrays.copyOf(sums, size))).getSolver();
    double[] none = new double[size];
    Arrays.fill(none, Double.NaN);
    double[][] steps =
        Arrays.stream(sums)
            .skip(size)
            .limit(1L + count)
            .map(sum -> solver.isNonSingular() ? solver.solve(vector(sum)).toArray() : none)
            .toArray(double[][]::new);
    double gain = 0.5 * vector(sums[size]).dotProduct(vector(steps[0]));
    return new OneStepEstimate(estimate, steps, sums[size + 1 + count][0] + gain);
  }

  private static RealVector vector(double[] values) {
    return MatrixUtils.createRealVector(values);
  }

  private static double[] exp(double[] values) {
    return Arrays.stream(values).map(Math::exp).toArray();
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }

  private static FitRow row(
      EscapeLaws.LabelledLaw law,
      String parameter,
      Measured measured,
      Double predicted,
      FitRow.Support support) {
    return FitRow.of(LAW, parameter)
        .event(law.watched())
        .group(law.group())
        .measured(measured)
        .predicted(predicted)
        .support(support)
        .verdict(Verdict.of(support.observations(), measured, predicted, law.regime()))
        .warn(EscapeLawRows.warnings(law));
  }
}
