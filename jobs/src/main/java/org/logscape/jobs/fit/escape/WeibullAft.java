package org.logscape.jobs.fit.escape;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.AFTSurvivalRegression;
import org.apache.spark.ml.regression.AFTSurvivalRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
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
 * The escape law on the single waiting times: MLlib's accelerated-failure-time regression, log(t x
 * prefactor) = c + s (1/T + 1 - n/2) log(L^s/L*) + scale x e. The law has s = 1; memoryless escapes
 * have scale 1. Intervals by the one-step bootstrap over runs, see {@link WeibullScore}.
 */
final class WeibullAft {
  static final String LAW = "weibull-aft";
  static final String SCALE = "scale";
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("censor", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  private final SparkSession spark;
  private final RunBootstrap bootstrap;
  private final int replicates;

  private WeibullAft(SparkSession spark, RunBootstrap bootstrap, int replicates) {
    this.spark = spark;
    this.bootstrap = bootstrap;
    this.replicates = replicates;
  }

  static WeibullAft on(SparkSession spark, RunBootstrap bootstrap, int replicates) {
    return new WeibullAft(spark, bootstrap, replicates);
  }

  /** One waiting time: the run's key, log(t x prefactor), the law's covariate, 1 for an event. */
  private record Waiting(
      long run, double logTime, double covariate, int occurred, double logPrefactor)
      implements Serializable {}

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

  /**
   * The times are regressed in units of what the fit to the rates expects of their cell, since they
   * span decades and MLlib's search starts from coefficients of 0; that moves constant and slope by
   * those of the rates' fit and changes nothing else.
   */
  private List<FitRow> rows(
      Dataset<Row> escapes, EscapeLaws.LabelledLaw law, PoissonRegression.Fit rates) {
    double constant = -rates.coefficient(0);
    double slope = rates.coefficient(1);
    JavaRDD<Waiting> times = waiting(escapes, law).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Dataset<Row> data =
          spark.createDataFrame(
              times.map(
                  waiting ->
                      RowFactory.create(
                          Math.exp(waiting.logTime() - constant - slope * waiting.covariate()),
                          (double) waiting.occurred(),
                          Vectors.dense(waiting.covariate()))),
              SCHEMA);
      AFTSurvivalRegressionModel model =
          new AFTSurvivalRegression().setMaxIter(200).setTol(1e-7).fit(data);
      double[] estimate = {
        constant + model.intercept(), slope + model.coefficients().apply(0), Math.log(model.scale())
      };
      OneStepEstimate polished = polish(times, estimate);
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
    } finally {
      times.unpersist(false);
    }
  }

  private JavaRDD<Waiting> waiting(Dataset<Row> escapes, EscapeLaws.LabelledLaw law) {
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
              return new Waiting(
                  RunBootstrap.key(end.runId()),
                  Math.log(end.time()) + cell[0],
                  cell[1],
                  end.occurred() ? 1 : 0,
                  cell[0]);
            });
  }

  /**
   * Estimates after one Newton step from MLlib's, whose line search gives up a little before the
   * maximum now and then, and the same step for every resampling of the runs.
   *
   * @param steps {@code [0]} as observed, {@code [1 + r]} for replicate r
   * @param logLikelihood of the times t where the step from MLlib's estimates ends, to second order
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
  private OneStepEstimate polish(JavaRDD<Waiting> times, double[] estimate) {
    WeibullScore score =
        WeibullScore.of(new double[] {estimate[0], estimate[1]}, Math.exp(estimate[2]));
    int size = score.size();
    int count = replicates;
    RunBootstrap weights = bootstrap;
    double[][] sums =
        times.treeAggregate(
            new double[size + 2 + count][size],
            (sum, waiting) -> {
              double[] x = {1, waiting.covariate()};
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
            },
            WeibullAft::add);
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

  private static double[][] add(double[][] a, double[][] b) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        a[i][j] += b[i][j];
      }
    }
    return a;
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
