package org.logscape.jobs.predict;

import java.io.Serializable;
import org.logscape.schemas.Table;
import org.logscape.schemas.TableSchema;

/**
 * The row of a cell in the cells table, typed. Components are named as the columns, where their
 * meaning and units are told; null where the column is.
 */
public record CellFacts(
    String cellId,
    String label,
    String model,
    String dynamics,
    String sampling,
    double learningRate,
    int batchSize,
    double noiseEnhancement,
    double noiseFactor,
    long stepsLimit,
    int replicas,
    int dimensions,
    Double labelNoise,
    String inputs,
    Long samples,
    Double lossMin,
    Double lossSaddle,
    Double hessianOutlier,
    Integer outliers,
    Double hessianSaddle,
    Double determinantRatio)
    implements Serializable {

  /**
   * Reads a row.
   *
   * @param row one value a column, in the order of the schema
   */
  public static CellFacts of(Object[] row) {
    Reader in = new Reader(row);
    return new CellFacts(
        in.text("cell_id"),
        in.text("label"),
        in.text("model"),
        in.text("dynamics"),
        in.text("sampling"),
        in.number("learning_rate"),
        in.integer("batch_size"),
        in.number("noise_enhancement"),
        in.number("noise_factor"),
        in.whole("steps_limit"),
        in.integer("replicas"),
        in.integer("dimensions"),
        in.number("label_noise"),
        in.text("inputs"),
        in.whole("samples"),
        in.number("loss_min"),
        in.number("loss_saddle"),
        in.number("hessian_outlier"),
        in.integer("outliers"),
        in.number("hessian_saddle"),
        in.number("determinant_ratio"));
  }

  private record Reader(Object[] row) {
    private static final TableSchema SCHEMA = Table.CELLS.schema();

    private Object value(String column) {
      return row[SCHEMA.indexOf(column)];
    }

    String text(String column) {
      return (String) value(column);
    }

    Double number(String column) {
      return (Double) value(column);
    }

    Integer integer(String column) {
      return (Integer) value(column);
    }

    Long whole(String column) {
      return (Long) value(column);
    }
  }
}
