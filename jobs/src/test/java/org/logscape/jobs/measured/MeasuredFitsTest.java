package org.logscape.jobs.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.data.Complaints;
import org.logscape.jobs.fit.Verdict;

/**
 * The values of lifelines 0.30.3 for three data sets that it ships: lifetimes of fruit flies
 * (waltons), of arrests (rossi), of cancer of the larynx.
 */
class MeasuredFitsTest {
  /** Of optimisers that end at relative changes of about 1e-6. */
  private static final double RELATIVE = 2e-5;

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  private static String file(String name) throws URISyntaxException {
    return Path.of(MeasuredFitsTest.class.getResource(name + ".csv").toURI()).toString();
  }

  private static double value(List<Estimate> all, String law, String cell, String parameter) {
    return all.stream()
        .filter(row -> row.law().equals(law) && row.cell().equals(cell))
        .filter(row -> row.parameter().equals(parameter))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static Optional<Verdict> verdict(List<Estimate> all, String law, String cell) {
    return all.stream()
        .filter(row -> row.law().equals(law) && row.cell().equals(cell))
        .filter(row -> row.parameter().equals("aic_difference"))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  private static Offset<Double> near(double value) {
    return within(RELATIVE * Math.abs(value));
  }

  @ParameterizedTest
  @CsvSource({
    "waltons, control, 0.016913905889573918, 6.652040944140465, 60.59995669090547, 58, -464.1526020199692, -619.7135409079909",
    "waltons, miR-137, 0.03890163651254191, 2.0734069189688418, 29.110312474732588, 26, -133.24125836376436, -144.38847493535224",
    "rossi, 0, 0.006815366781715885, 1.3239642552727304, 111.71051916681759, Infinity, -392.679410475767, -395.2459880180816",
    "rossi, 1, 0.004740740735999979, 1.43540162158186, 135.74505916337466, Infinity, -301.9094963577703, -304.8749702912088",
    "larynx, 0, 0.14177382130322977, 0.9865836511679238, 7.082637088699942, 5.3, -126.99632943176263, -127.00145885704185",
    "larynx, 1, 0.09395960873339981, 1.2307879890178244, 9.326607029557369, 7, -23.3738348271238, -23.554222834317386"
  })
  void lawsOfACellAreThoseOfLifelines(
      String data,
      String cell,
      double rate,
      double shape,
      double scale,
      double median,
      double weibull,
      double exponential)
      throws URISyntaxException {
    List<Estimate> all = MeasuredFits.of(MeasuredReader.read(spark, file(data), Optional.empty()));
    assertThat(value(all, "exponential", cell, "rate")).isCloseTo(rate, near(rate));
    assertThat(value(all, "weibull", cell, "shape")).isCloseTo(shape, near(shape));
    assertThat(value(all, "weibull", cell, "scale")).isCloseTo(scale, near(scale));
    assertThat(value(all, "kaplan-meier", cell, "median_time")).isEqualTo(median);
    assertThat(value(all, "weibull", cell, "log_likelihood")).isCloseTo(weibull, within(1e-4));
    assertThat(value(all, "exponential", cell, "log_likelihood"))
        .isCloseTo(exponential, within(1e-4));
  }

  /** lifelines' log-likelihoods: AIC is twice the parameters less twice these. */
  @Test
  void exponentialAndWeibullContend() throws URISyntaxException {
    List<Estimate> all =
        MeasuredFits.of(MeasuredReader.read(spark, file("waltons"), Optional.empty()));
    double gain = 619.7135409079909 - 464.1526020199692;
    assertThat(value(all, "weibull", "control", "aic_difference"))
        .isCloseTo(2 - 2 * gain, within(1e-3));
    assertThat(value(all, "exponential", "control", "aic_difference"))
        .isCloseTo(2 * gain - 2, within(1e-3));
    assertThat(verdict(all, "weibull", "control")).contains(Verdict.PREFERRED);
    assertThat(verdict(all, "exponential", "control")).contains(Verdict.REJECTED);
    // flies age: no dead time makes their lifetimes exponential
    assertThat(value(all, "memorylessness", "control", "p_value")).isLessThan(0.01);
  }

  @ParameterizedTest
  @CsvSource({
    "waltons, 122.24912557300615, 2.0359832222855426e-28",
    "rossi, 3.837569576549052, 0.050116117409005845",
    "larynx, 1.1520773893713958, 0.283114701190747"
  })
  void theLogRankTestIsThatOfLifelines(String data, double statistic, double p)
      throws URISyntaxException {
    List<Estimate> all = MeasuredFits.of(MeasuredReader.read(spark, file(data), Optional.empty()));
    assertThat(value(all, "log-rank", "", "statistic")).isCloseTo(statistic, within(1e-9));
    assertThat(value(all, "log-rank", "", "p_value")).isCloseTo(p, within(1e-9 * p + 1e-30));
  }

  /**
   * The same numbers from Parquet, whose columns have types: a double, a truth value, an integer.
   */
  @Test
  void parquetGivesTheNumbersOfText() throws URISyntaxException {
    String text = file("larynx");
    String parquet = folder.resolve("larynx.parquet").toString();
    spark
        .read()
        .option("header", true)
        .csv(text)
        .selectExpr(
            "CAST(cell AS int) AS cell",
            "CAST(time AS double) AS time",
            "CAST(CAST(occurred AS int) AS boolean) AS occurred")
        .coalesce(1)
        .write()
        .parquet(parquet);
    List<Estimate> all = MeasuredFits.of(MeasuredReader.read(spark, parquet, Optional.empty()));
    assertThat(all)
        .isNotEmpty()
        .isEqualTo(MeasuredFits.of(MeasuredReader.read(spark, text, Optional.empty())));
  }

  /** Exponential times whose rate is ratio^-b; b = 1/T + 1 - n/2 = 4 + 1 - 1 = 4. */
  @Test
  void thePowerOfTheRatioStandsBesideItsPrediction() throws IOException {
    StringBuilder times = new StringBuilder("cell,time,occurred\n");
    StringBuilder cells = new StringBuilder("cell,loss_ratio,n,temperature,comment\n");
    Random random = new Random(11);
    for (double ratio : new double[] {1.2, 1.5, 2, 2.5}) {
      cells.append("r%s,%s,2,0.25,x%n".formatted(ratio, ratio));
      for (int i = 0; i < 400; i++) {
        double time = -Math.log(1 - random.nextDouble()) * Math.pow(ratio, 4);
        boolean early = time < 30;
        times.append("r%s,%s,%s%n".formatted(ratio, early ? time : 30, early ? "true" : "0"));
      }
    }
    String escapes = Files.writeString(folder.resolve("times.csv"), times).toString();
    String known = Files.writeString(folder.resolve("cells.csv"), cells).toString();
    String out = folder.resolve("out").toString();
    Complaints.of(0, "fit", "--escapes", escapes, "--cells", known, "--out", out);
    List<Estimate> all = MeasuredFits.of(MeasuredReader.read(spark, escapes, Optional.of(known)));
    Estimate power =
        all.stream().filter(row -> row.parameter().equals("exponent")).findFirst().orElseThrow();
    assertThat(power.predicted()).hasValue(4);
    assertThat(power.interval().orElseThrow().contains(4)).isTrue();
    assertThat(value(all, "power-law", "", "aic"))
        .isLessThan(value(all, "exponential-in-barrier", "", "aic"));
    // theory's power is the true law, contained in the free one
    assertThat(verdict(all, "log-landscape-exponent", "")).contains(Verdict.PREFERRED);
    assertThat(verdict(all, "power-law", "")).contains(Verdict.REJECTED);
    assertThat(verdict(all, "exponential-in-barrier", "")).contains(Verdict.REJECTED);
    assertThat(value(all, "power-law", "", "aic_difference"))
        .isBetween(-2.0, 2.0); // one parameter more, and less than it would earn
    assertThat(value(all, "exponential-in-barrier", "", "aic") - value(all, "power-law", "", "aic"))
        .isCloseTo(
            value(all, "exponential-in-barrier", "", "aic_difference")
                - value(all, "power-law", "", "aic_difference"),
            within(1e-6));
    assertThat(Files.readString(Path.of(out, "estimates.csv")))
        .startsWith("law,cell,parameter,estimate,ci_low,ci_high,predicted,observations,verdict\n")
        .contains("power-law,\"\",exponent," + power.value() + ",");
    assertThat(Complaints.of(2, "fit", "--escapes", escapes, "--out", out))
        .singleElement()
        .asString()
        .contains("exists; must be a new folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cell,time,occurred;a,1,1;a,x,0|times.csv: row 3, column time: 'x' must be a number above 0",
        "cell,time,occurred;a,-1,1|times.csv: row 2, column time: '-1' must be a number above 0",
        "cell,time,occurred;a,1,maybe|times.csv: row 2, column occurred: 'maybe' must be 1, 0, true or false",
        "cell,time,occurred;,1,1|times.csv: row 2, column cell: '' must be a name",
        "cell,time,occurred;b,1,1|times.csv: row 2, column cell: 'b' is no cell of",
        "cell,time;a,1|times.csv: has no column occurred; its columns are cell, time",
        "cell,time,occurred|times.csv: holds no rows"
      })
  void aFaultNamesRowAndColumn(String text, String fault) throws IOException {
    String times =
        Files.writeString(folder.resolve("times.csv"), text.replace(';', '\n') + "\n").toString();
    String cells =
        Files.writeString(folder.resolve("cells.csv"), "cell,loss_ratio\na,1.5\n").toString();
    assertThat(
            Complaints.of(
                2, "fit", "--escapes", times, "--cells", cells, "--out", folder + "/none"))
        .singleElement()
        .asString()
        .contains(fault);
  }

  @Test
  void faultsOfCellsAndOfOptionsAreNamedToo() throws IOException {
    String times =
        Files.writeString(folder.resolve("times.csv"), "cell,time,occurred\na,1,1\n").toString();
    String cells =
        Files.writeString(folder.resolve("cells.csv"), "cell,loss_ratio,n\na,0.5,2\na,2,x\n")
            .toString();
    assertThat(
            Complaints.of(
                2, "fit", "--escapes", times, "--cells", cells, "--out", folder + "/none"))
        .extracting(line -> line.replaceFirst(".*cells.csv: ", ""))
        .containsExactly(
            "row 2, column loss_ratio: '0.5' must be a number above 1, or empty",
            "row 3, column cell: 'a' is there twice",
            "row 3, column n: 'x' must be a number above 0, or empty");
    assertThat(Complaints.of(2, "fit"))
        .singleElement()
        .asString()
        .contains("DIR, --escapes: none is given; must be exactly one of them");
  }
}
