package org.logscape.jobs.rare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.schemas.Table;

/** Paths of a heavy ball: branches start with the velocity of the state that they start from. */
@Tag("thorough")
class RareMomentumTest {
  private static final String YAML =
      """
      name: rare-momentum
      seed: 5
      replicas: 40
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: 0.5}
      dynamics: {type: sgd, batch_size: 2, learning_rate: 0.01, momentum: 0.8}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 40000, after: separatrix}
      rare: {event: separatrix, trials: 100, repeats: 4, method: %s}
      """;

  private final SparkSession spark = SparkTestSession.get();
  @TempDir private Path folder;

  private ExperimentDir sample(Spec spec, Path path, Mode mode) {
    ExperimentDir dir = ExperimentDir.of(spark, path.toString());
    RareJob.of(spark, spec, dir, mode).run(Optional.empty());
    return dir;
  }

  @ParameterizedTest
  @ValueSource(strings = {"forward-flux", "multilevel-splitting"})
  void aJobThatWasKilledGoesOnToTheSameBits(String method) throws IOException {
    Spec spec = SpecReader.read(YAML.formatted(method), "test.yaml");
    ExperimentDir whole = sample(spec, folder.resolve("whole"), Mode.FRESH);
    Map<Table, List<String>> reference = RareTables.rows(whole);
    assertThat(reference.get(Table.RARE_RATES)).hasSize(1);
    Path part = folder.resolve("part");
    RareTables.killed(folder.resolve("whole"), part, 1);
    assertThat(RareTables.rows(sample(spec, part, Mode.RESUME))).isEqualTo(reference);
    assertThat(whole.table(Table.RARE_SNAPSHOTS).limit(20).collectAsList())
        .isNotEmpty()
        .allSatisfy(
            (Row row) ->
                assertThat(row.<Double>getList(row.fieldIndex("velocity"))).anyMatch(v -> v != 0));
  }
}
