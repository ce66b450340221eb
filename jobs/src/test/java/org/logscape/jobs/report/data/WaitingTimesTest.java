package org.logscape.jobs.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.predict.Watched;

/** The median is that of Kaplan and Meier over all times, not over the bins of the curve. */
class WaitingTimesTest {
  private static final StructType ESCAPES =
      new StructType()
          .add("cell_id", DataTypes.StringType)
          .add("event", DataTypes.StringType)
          .add("level", DataTypes.DoubleType)
          .add("occurred", DataTypes.BooleanType)
          .add("time", DataTypes.DoubleType);

  private static void add(List<Row> rows, String cell, boolean occurred, double... times) {
    for (double time : times) {
      rows.add(RowFactory.create(cell, "separatrix", null, occurred, time));
    }
  }

  @Test
  void mediansAreThoseOfAllTimes() {
    List<Row> rows = new ArrayList<>();
    // remission under 6-MP (Freireich et al., Blood 21, 1963, 699): R's survfit prints 23
    add(rows, "6-MP", true, 6, 6, 6, 7, 10, 13, 16, 22, 23);
    add(rows, "6-MP", false, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35);
    // 6.08 lies within the bin that ends at 10^(26/32) = 6.49
    add(rows, "within", true, 1, 6.08, 7);
    // S = 0.5 exactly at the second event: the first time with S <= 0.5, as lifelines has it
    add(rows, "half", true, 17.68, 17.60, 17.72, 18);
    add(rows, "censored", true, 1);
    add(rows, "censored", false, 2, 2, 2);
    add(rows, "at-once", true, 3, 3);
    Map<WaitingTimes.Place, Double> medians =
        WaitingTimes.medians(SparkTestSession.get().createDataFrame(rows, ESCAPES).coalesce(1));
    assertThat(medians)
        .containsOnly(
            Map.entry(place("6-MP"), 23.0),
            Map.entry(place("within"), 6.08),
            Map.entry(place("half"), 17.68),
            Map.entry(place("at-once"), 3.0));
  }

  private static WaitingTimes.Place place(String cell) {
    return new WaitingTimes.Place(cell, Watched.separatrix());
  }
}
