package org.logscape.jobs.fit.escape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.SparkTestSession;
import org.logscape.statistics.WeibullScore;

class ScaledTimesTest {
  private static final SparkSession SPARK = SparkTestSession.get();
  private static final int TIMES = 600;
  private static final double[] START = {1.9, 1};

  /** log t = 2 + 1.1 x + 0.9 e, times above 60 censored. */
  private static JavaRDD<ScaledTimes.Time> drawn() {
    Random random = new Random(11);
    List<ScaledTimes.Time> times = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      double covariate = i % 4;
      double time = 2 + 1.1 * covariate + 0.9 * Math.log(-Math.log1p(-random.nextDouble()));
      double end = Math.log(60);
      times.add(new ScaledTimes.Time(i, Math.min(time, end), covariate, time < end ? 1 : 0, 0));
    }
    return JavaSparkContext.fromSparkContext(SPARK.sparkContext()).parallelize(times, 2);
  }

  /** MLlib's search ends where a step gains less than 1e-7 of the likelihood. */
  @Test
  void fewTimesReachTheMaximumThatMlLibFindsForMany() {
    try (ScaledTimes few = ScaledTimes.few(drawn());
        ScaledTimes many = ScaledTimes.many(drawn())) {
      WeibullScore exact = few.maximum(SPARK, START);
      WeibullScore found = many.maximum(SPARK, START);
      assertThat(exact.coefficients()).containsExactly(found.coefficients(), within(1e-4));
      assertThat(exact.scale()).isCloseTo(found.scale(), within(1e-4));
      assertThat(likelihood(few, exact)).isGreaterThanOrEqualTo(likelihood(few, found));
    }
  }

  @Test
  void sumsDoNotDependOnWhereTheTimesAre() {
    WeibullScore at = WeibullScore.of(START, 1);
    try (ScaledTimes few = ScaledTimes.few(drawn());
        ScaledTimes many = ScaledTimes.many(drawn())) {
      assertThat(likelihood(few, at)).isCloseTo(likelihood(many, at), within(1e-9));
    }
  }

  private static double likelihood(ScaledTimes times, WeibullScore at) {
    return times
        .sums(
            new double[1][1],
            (sum, time) -> {
              sum[0][0] += at.logLikelihood(time.logTime(), time.covariates(), time.occurred());
              return sum;
            })[0][0];
  }
}
