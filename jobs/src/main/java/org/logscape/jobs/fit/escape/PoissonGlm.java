package org.logscape.jobs.fit.escape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.GeneralizedLinearRegression;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * MLlib's generalized linear regression, Poisson family with the log link and log exposures as
 * offsets, for many laws at once: laws share no coefficient, so one regression over a
 * block-diagonal design gives each the estimate it would have alone, at the price of one.
 *
 * <p>The constant of the first law is the regression's intercept, the constants of the others are
 * differences from it: MLlib leaves out every column that does not vary, and alone the first law's
 * column of ones would be such.
 */
final class PoissonGlm {
  private static final int MOST_COLUMNS = 200;
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("offset", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  private final SparkSession spark;

  private PoissonGlm(SparkSession spark) {
    this.spark = spark;
  }

  /** The regression on a session. */
  static PoissonGlm on(SparkSession spark) {
    return new PoissonGlm(spark);
  }

  /**
   * Coefficients of each law, in the order of its terms; only of laws that have a fit.
   *
   * @param laws each with the constant as its first term
   */
  Map<LogLinearLaw, double[]> coefficients(List<LogLinearLaw> laws) {
    Map<LogLinearLaw, double[]> coefficients = new HashMap<>();
    List<LogLinearLaw> together = new ArrayList<>();
    int columns = 0;
    for (LogLinearLaw law : laws) {
      if (law.fit().isEmpty()) {
        continue;
      }
      if (law.terms().size() == 1) {
        // a constant rate is events over exposure and leaves nothing to regress on
        coefficients.put(law, new double[] {law.fit().get().coefficient(0)});
        continue;
      }
      if (columns + law.terms().size() > MOST_COLUMNS) {
        regress(together, columns, coefficients);
        together = new ArrayList<>();
        columns = 0;
      }
      together.add(law);
      columns += law.terms().size();
    }
    if (!together.isEmpty()) {
      regress(together, columns, coefficients);
    }
    return coefficients;
  }

  private void regress(
      List<LogLinearLaw> laws, int columns, Map<LogLinearLaw, double[]> coefficients) {
    List<Row> rows = new ArrayList<>();
    int first = -1;
    for (LogLinearLaw law : laws) {
      int own = Math.max(0, first);
      int left = own - first;
      int[] places = IntStream.range(own, first + law.terms().size()).toArray();
      for (int i = 0; i < law.events().length; i++) {
        if (law.exposure()[i] > 0) {
          double[] covariates = Arrays.copyOfRange(law.design()[i], left, left + places.length);
          Vector features = Vectors.sparse(columns - 1, places, covariates);
          rows.add(RowFactory.create(law.events()[i], Math.log(law.exposure()[i]), features));
        }
      }
      first += law.terms().size();
    }
    GeneralizedLinearRegressionModel model =
        new GeneralizedLinearRegression()
            .setFamily("poisson")
            .setLink("log")
            .setFitIntercept(true)
            .setOffsetCol("offset")
            .setMaxIter(100)
            .setTol(1e-10)
            .fit(spark.createDataFrame(rows, SCHEMA).coalesce(1));
    double[] all = model.coefficients().toArray();
    int at = -1;
    for (LogLinearLaw law : laws) {
      double[] own = new double[law.terms().size()];
      for (int j = 0; j < own.length; j++) {
        own[j] = at + j < 0 ? 0 : all[at + j];
      }
      own[0] += model.intercept();
      coefficients.put(law, own);
      at += own.length;
    }
  }
}
