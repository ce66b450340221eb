package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.SyntheticTables;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;

/** Every law of the catalogue gives the rows that it states, from the tables that it names. */
class LawRowsTest {
  private static final String LANDSCAPE =
      """
      name: laws
      replicas: 12
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: [1, 2]}
      dynamics: {type: sgd, batch_size: [1, 5], learning_rate: 0.04, noise_enhancement: [1, 2]}
      pair: [dynamics.batch_size]
      observe:
        escape: {events: [separatrix, basin], levels: [1.2, 1.5]}
        loss_histogram: {burn_in: 100, every: 5, runs_per_group: 2}
        snapshots: {every: 200}
      stop: {steps: 4000, after: all}
      fit: %s
      """
          .formatted(
              List.of(
                  "escape-rate",
                  "escape-law",
                  "law-contest",
                  "survival",
                  "memorylessness",
                  "log-rank",
                  "competing-risks",
                  "stationary-law",
                  "tail-law",
                  "contrast"));

  private static final String WELLS =
      """
      name: wells
      replicas: 12
      model:
        type: formula
        parameters: {u: 1}
        features: ["u", "u^2 - 1"]
        label_noise: 1
        minima: {left: [-0.7], right: [0.7]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      start: {minimum: [left, right]}
      observe: {escape: {events: [separatrix, basin]}, occupancy: {}}
      stop: {steps: 4000, after: never}
      fit: [preference]
      """;

  private static final String CONVERGED =
      """
      name: converged
      replicas: 3
      model: {type: mlp, widths: [4, 8, 2], loss: cross-entropy}
      data: {format: synthetic, shape: [4], classes: 2, take: 40, test_take: 40}
      dynamics:
        type: sgd
        learning_rate: 0.2
        batch_size: [5, 10, 20, 20]
        noise_enhancement: [1, 1, 1, 2]
        sampling: replacement
      zip: [dynamics.batch_size, dynamics.noise_enhancement]
      observe: {evaluation: {}, sharpness: {}}
      stop: {train_loss: 0.3, every: 8, steps: 4000}
      fit: [effective-batch, flatness]
      """;

  @TempDir Path folder;

  @Test
  void rowsAreAsStated() {
    ExperimentDir landscape = swept("landscape", LANDSCAPE);
    ExperimentDir wells = swept("wells", WELLS);
    ExperimentDir converged = swept("converged", CONVERGED);
    ExperimentDir training = dir("training");
    training.freeze(SyntheticTables.SPEC, "name: training\n");
    SyntheticTables.write(SparkTestSession.get(), training);

    Set<String> fitted = new HashSet<>();
    for (ExperimentDir dir : List.of(landscape, wells, converged, training)) {
      Spec spec = SpecReader.read(dir.spec().orElseThrow(), dir.path());
      for (Law law : LawCatalogue.all()) {
        if (spec.fits().contains(law.facts().fit())) {
          check(law, dir, spec);
          fitted.add(law.facts().name());
        }
      }
    }
    assertThat(fitted)
        .hasSameElementsAs(LawCatalogue.all().stream().map(law -> law.facts().name()).toList());
  }

  private ExperimentDir swept(String name, String spec) {
    ExperimentDir dir = dir(name);
    SweepJob.of(
            SparkTestSession.get(),
            SpecReader.read(spec, name + ".yaml"),
            dir,
            new SweepJob.Options(Mode.FRESH, OptionalInt.of(2), 1e9))
        .run(Optional.empty());
    return dir;
  }

  private ExperimentDir dir(String name) {
    return ExperimentDir.of(SparkTestSession.get(), folder.resolve(name).toString());
  }

  private static void check(Law law, ExperimentDir dir, Spec spec) {
    LawFacts facts = law.facts();
    try (FitContext context = FitContext.of(SparkTestSession.get(), dir, spec, 40)) {
      List<FitRow> rows = law.rows(context);
      assertThat(rows).as(facts.name()).isNotEmpty();
      Set<Table> tables = EnumSet.of(Table.CELLS, Table.RUNS);
      tables.addAll(facts.tables());
      assertThat(tables).as(facts.name()).containsAll(context.read());
      for (FitRow row : rows) {
        assertThat(facts.parameters())
            .as("%s states %s %s", facts.name(), row.law(), row.parameter())
            .anySatisfy(
                parameter -> {
                  assertThat(parameter.law()).isEqualTo(row.law());
                  assertThat(parameter.name()).isEqualTo(row.parameter());
                });
        if (!facts.isOfEvents()) {
          assertThat(row.event()).isNull();
        }
        String key = row.group().toString();
        assertThat(CellGroup.parse(key)).hasToString(key);
        // a code that several laws share, or one that the facts of the law declare
        assertThat(row.warnings())
            .allSatisfy(
                warning ->
                    assertThat(
                            WarningCode.shared().contains(warning.code())
                                || facts.codes().contains(warning.code()))
                        .as("%s declares %s", facts.name(), warning.code())
                        .isTrue());
      }
    }
  }
}
