package org.logscape.jobs.fit.escape;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.AFTSurvivalRegression;
import org.apache.spark.ml.regression.AFTSurvivalRegressionModel;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.logscape.statistics.WeibullRegression;
import org.logscape.statistics.WeibullScore;

/**
 * Waiting times in units of their cell's prefactor, and the Weibull regression of them. Few times
 * come to the driver and are solved there, where MLlib's search would take a Spark job for each of
 * its steps; many stay where they are and are regressed by MLlib. Both reach the same maximum.
 */
final class ScaledTimes implements AutoCloseable {
  /**
   * One waiting time.
   *
   * @param run key of the run
   * @param logTime log(t x prefactor)
   * @param covariate of the law
   * @param occurred 1 for an event, 0 for a censored time
   * @param logPrefactor log of the prefactor, in 1/t
   */
  record Time(long run, double logTime, double covariate, int occurred, double logPrefactor)
      implements Serializable {
    double[] covariates() {
      return new double[] {1, covariate};
    }
  }

  /** Adds one time to sums. */
  interface Adder extends Serializable {
    /** The sums with the time. */
    double[][] sum(double[][] sums, Time time);
  }

  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("censor", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  private final JavaRDD<Time> times;
  private final Optional<List<Time>> collected;

  private ScaledTimes(JavaRDD<Time> times, Optional<List<Time>> collected) {
    this.times = times;
    this.collected = collected;
  }

  /** Few times, collected by one job. */
  static ScaledTimes few(JavaRDD<Time> times) {
    return new ScaledTimes(times, Optional.of(times.collect()));
  }

  /** Any number of times, kept by the executors until this is closed. */
  static ScaledTimes many(JavaRDD<Time> times) {
    return new ScaledTimes(times.persist(StorageLevel.MEMORY_AND_DISK()), Optional.empty());
  }

  /**
   * Constant, slope and scale of log(t x prefactor) = constant + slope x covariate + scale x e at
   * the maximum of the likelihood, or a little before it.
   *
   * @param start constant and slope to begin at
   */
  WeibullScore maximum(SparkSession spark, double[] start) {
    return collected
        .flatMap(list -> regression(list).maximum(WeibullScore.of(start, 1)))
        .orElseGet(() -> byMlLib(spark, start));
  }

  private static WeibullRegression regression(List<Time> list) {
    return WeibullRegression.of(
        list.stream().mapToDouble(Time::logTime).toArray(),
        list.stream().map(Time::covariates).toArray(double[][]::new),
        list.stream().mapToInt(Time::occurred).toArray());
  }

  /**
   * The times are regressed in units of what {@code start} expects of their cell, since they span
   * decades and MLlib's search starts from coefficients of 0; that moves constant and slope by
   * those of the start and changes nothing else.
   */
  private WeibullScore byMlLib(SparkSession spark, double[] start) {
    double constant = start[0];
    double slope = start[1];
    AFTSurvivalRegressionModel model =
        new AFTSurvivalRegression()
            .setMaxIter(200)
            .setTol(1e-7)
            .fit(
                spark.createDataFrame(
                    times.map(
                        time ->
                            RowFactory.create(
                                Math.exp(time.logTime() - constant - slope * time.covariate()),
                                (double) time.occurred(),
                                Vectors.dense(time.covariate()))),
                    SCHEMA));
    return WeibullScore.of(
        new double[] {constant + model.intercept(), slope + model.coefficients().apply(0)},
        model.scale());
  }

  /**
   * Sums over all times in one pass.
   *
   * @param zero of the sums' shape
   * @param add adds one time to sums, which it may change
   */
  double[][] sums(double[][] zero, Adder add) {
    if (collected.isEmpty()) {
      return times.treeAggregate(zero, add::sum, ScaledTimes::plus);
    }
    double[][] sums = zero;
    for (Time time : collected.get()) {
      sums = add.sum(sums, time);
    }
    return sums;
  }

  private static double[][] plus(double[][] a, double[][] b) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        a[i][j] += b[i][j];
      }
    }
    return a;
  }

  @Override
  public void close() {
    if (collected.isEmpty()) {
      times.unpersist(false);
    }
  }
}
