package org.logscape.jobs.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Coefficients of each law, in the order of its terms; only of laws that have a fit. */
  Map<LogLinearLaw, double[]> coefficients(List<LogLinearLaw> laws) {
    Map<LogLinearLaw, double[]> coefficients = new HashMap<>();
    List<LogLinearLaw> together = new ArrayList<>();
    int columns = 0;
    for (LogLinearLaw law : laws) {
      if (law.fit().isEmpty()) {
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
    int first = 0;
    for (LogLinearLaw law : laws) {
      int size = law.terms().size();
      int[] places = new int[size];
      for (int j = 0; j < size; j++) {
        places[j] = first + j;
      }
      for (int i = 0; i < law.events().length; i++) {
        if (law.exposure()[i] > 0) {
          Vector features = Vectors.sparse(columns, places, law.design()[i]);
          rows.add(RowFactory.create(law.events()[i], Math.log(law.exposure()[i]), features));
        }
      }
      first += size;
    }
    GeneralizedLinearRegressionModel model =
        new GeneralizedLinearRegression()
            .setFamily("poisson")
            .setLink("log")
            .setFitIntercept(false)
            .setOffsetCol("offset")
            .setMaxIter(100)
            .setTol(1e-10)
            .fit(spark.createDataFrame(rows, SCHEMA).coalesce(1));
    double[] all = model.coefficients().toArray();
    int at = 0;
    for (LogLinearLaw law : laws) {
      double[] own = new double[law.terms().size()];
      System.arraycopy(all, at, own, 0, own.length);
      coefficients.put(law, own);
      at += own.length;
    }
  }
}
