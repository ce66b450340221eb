package org.logscape.jobs.rare;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ChildJvm;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.report.ReportJob;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;

/** Networks from a trained minimum: the same code, with data and minimum beside the spec. */
class RareNetworkTest {
  private static final String YAML =
      """
      name: rare-network
      seed: 5
      replicas: 60
      model: {type: mlp, widths: [6, 1, 1], activation: tanh}
      data: {format: synthetic, shape: [6], classes: 4, spread: 1, take: 120, labels_as: even-odd}
      start: {pretrained: {learning_rate: 0.05, batch_size: 10, epochs: 50, eigenvalues: 9}}
      dynamics: {type: sgd, learning_rate: 0.2, batch_size: [4, 5], sampling: epoch}
      observe: {escape: {levels: [1.1, 1.2], every: 5}}
      stop: {steps: 20000, after: levels}
      rare: {event: level, %s}
      """;
  private static final String FLUX = "levels: [1.1, 1.2], trials: 60, repeats: 20";

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  private static Spec spec(String rare) {
    return SpecReader.read(YAML.formatted(rare), "test.yaml");
  }

  private ExperimentDir sample(Spec spec, String name, Mode mode) {
    ExperimentDir dir = ExperimentDir.of(spark, folder.resolve(name).toString());
    RareJob.of(spark, spec, dir, mode).run(Optional.empty());
    return dir;
  }

  private ExperimentDir sweep(Spec spec, String name, Mode mode) {
    ExperimentDir dir = ExperimentDir.of(spark, folder.resolve(name).toString());
    SweepJob.of(spark, spec, dir, new SweepJob.Options(mode, OptionalInt.empty(), 1e9))
        .run(Optional.empty());
    return dir;
  }

  /** The first wave is the trained minimum, the second the interfaces, then come the stages. */
  @Tag("thorough")
  @Test
  void tablesDoNotDependOnTheClusterNorOnBeingKilled() throws Exception {
    Map<Table, List<String>> reference = RareTables.rows(sample(spec(FLUX), "whole", Mode.FRESH));
    assertThat(reference.get(Table.RARE_RATES)).hasSize(4);
    assertThat(reference.get(Table.RARE_STAGES)).hasSizeGreaterThan(20 * 2 * 2);
    for (int kept : List.of(0, 1, 2, 4)) {
      Path part = folder.resolve("kept-" + kept);
      RareTables.killed(folder.resolve("whole"), part, kept);
      ExperimentDir resumed = sample(spec(FLUX), "kept-" + kept, Mode.RESUME);
      assertThat(RareTables.rows(resumed)).as("killed after " + kept).isEqualTo(reference);
      assertThat(resumed.table(Table.MINIMA).count()).isEqualTo(1);
    }
    Path yaml = Files.writeString(folder.resolve("spec.yaml"), YAML.formatted(FLUX));
    for (int slots : List.of(1, 4)) {
      Path out = folder.resolve("slots-" + slots);
      Path scratch = Files.createTempDirectory(folder, "child");
      Process child =
          ChildJvm.start(
              scratch,
              List.of(
                  "rare",
                  yaml.toString(),
                  "--out",
                  out.toString(),
                  "--master",
                  "local[" + slots + "]"));
      assertThat(child.waitFor(300, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).as(ChildJvm.logs(folder)).isZero();
      assertThat(RareTables.rows(ExperimentDir.of(spark, out.toString())))
          .as(slots + " slots")
          .isEqualTo(reference);
    }
  }

  /**
   * A sweep on a kernel of its own counts the same event: the levels are looked for each five steps
   * either way. Of eight ratios, each a normal number of its own standard error, none is beyond 4
   * (once in 2,000).
   */
  @Tag("thorough")
  @Test
  void ratesAreThoseOfASweepFromTheSameMinimum() throws IOException {
    String goal = FLUX.replace("[1.1, 1.2]", "1.2");
    Spec both = spec(FLUX);
    ExperimentDir dir = sweep(both, "both", Mode.FRESH);
    List<String> minimum = minima(dir);
    sample(both, "both", Mode.RESUME);
    assertThat(minima(dir)).isEqualTo(minimum);
    assertAgree(dir);
    ExperimentDir split =
        sample(
            spec(goal.replace("1.2", "[1.2]") + ", method: multilevel-splitting"),
            "split",
            Mode.FRESH);
    assertThat(minima(split)).isEqualTo(minimum);
    sweep(
        spec(goal.replace("1.2", "[1.2]") + ", method: multilevel-splitting"),
        "split",
        Mode.RESUME);
    assertAgree(split);
    FitJob.of(spark, dir, new FitJob.Options(40)).run();
    List<Row> laws = dir.table(Table.FITS).where("law = 'escape-law'").collectAsList();
    assertThat(laws).isNotEmpty();
    // events of brute force and of sampling are added up
    for (Row row : dir.table(Table.FITS).where("law = 'escape-rate'").collectAsList()) {
      assertThat(row.<Double>getAs("estimate")).isPositive();
    }
    String page = ReportJob.of(spark, dir).run();
    assertThat(Files.readString(Path.of(URI.create(page)))).contains("rate");
  }

  private static List<String> minima(ExperimentDir dir) {
    return dir.table(Table.MINIMA).collectAsList().stream().map(Row::toString).toList();
  }

  private static void assertAgree(ExperimentDir dir) {
    List<Row> rows =
        dir.table(Table.RARE_RATES)
            .where("verdict = 'measured'")
            .join(
                dir.table(Table.ESCAPES)
                    .groupBy("cell_id", "level")
                    .agg(expr("count_if(occurred) AS events"), expr("sum(time) AS exposure")),
                new String[] {"cell_id", "level"})
            .selectExpr("log(rate * exposure / events)", "relative_error", "events")
            .collectAsList();
    assertThat(rows).isNotEmpty();
    for (Row row : rows) {
      double error = Math.hypot(row.getDouble(1), 1 / Math.sqrt((double) row.getLong(2)));
      assertThat(Math.abs(row.getDouble(0))).isLessThan(4 * error);
    }
  }

  @Test
  void otherDataAndMistakesAreRefused() {
    assertThatThrownBy(() -> spec("levels: [1.1, 1.2], every: 3"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("rare.every: is 3; must be 5, as observe.escape.every says");
  }
}
