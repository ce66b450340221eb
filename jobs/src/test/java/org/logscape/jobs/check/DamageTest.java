package org.logscape.jobs.check;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.data.Checksum;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.rare.RareJob;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.Depth;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;

/**
 * Damages every file of every table in every way and counts what is found, what is healed, and what
 * else was touched. The table of the page reliability.md is printed by it.
 */
@Tag("thorough")
class DamageTest {
  private static final String LANDSCAPE =
      """
      name: landscape
      seed: %d
      replicas: 130
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: 0.5}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe:
        escape: {events: [separatrix]}
        loss_histogram: {burn_in: 50, every: 5, runs_per_group: 64}
        snapshots: {every: 400}
      stop: {steps: 800}
      """;
  private static final String NETWORK =
      """
      name: network
      seed: %d
      replicas: 2
      model: {type: mlp, widths: [6, 5, 3], activation: tanh}
      data: {format: synthetic, shape: [6], classes: 3, take: 60, test_take: 30}
      dynamics: {type: sgd, learning_rate: 0.1, batch_size: 6}
      observe:
        evaluation: {every: 2}
        noise: {every: 2, minibatches: 20, alignment_probes: 2, eigenvalues: 3}
        spectrum: {eigenvalues: 4, density_probes: 1}
        snapshots: {every: 20}
      stop: {epochs: 4}
      """;
  private static final String RARE =
      """
      name: rare
      seed: %d
      replicas: 40
      model: {type: quartic-well, dimensions: 2, minimum_loss: 0.4}
      dynamics: {type: langevin, batch_size: 1, learning_rate: 0.05}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 40000, after: separatrix}
      rare: {event: separatrix, trials: 40, repeats: 3}
      """;

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  @Test
  void landscape() throws IOException {
    damage(LANDSCAPE, true, true);
  }

  @Test
  void network() throws IOException {
    damage(NETWORK, true, true);
  }

  /** Times that stages took differ when they are computed again, so their files differ in bytes. */
  @Test
  void rare() throws IOException {
    damage(RARE, false, false);
  }

  private void compute(String yaml, int seed, Path path, boolean sweep) {
    Spec spec = SpecReader.read(yaml.formatted(seed), "test.yaml");
    ExperimentDir dir = ExperimentDir.of(spark, path.toString());
    if (sweep) {
      SweepJob.of(spark, spec, dir, new SweepJob.Options(Mode.FRESH, OptionalInt.of(2), 0))
          .run(Optional.empty());
      FitJob.of(spark, ExperimentDir.of(spark, path.toString()), new FitJob.Options(40)).run();
    } else {
      RareJob.of(spark, spec, dir, Mode.FRESH).run(Optional.empty());
    }
  }

  private void damage(String yaml, boolean sweep, boolean bytes) throws IOException {
    Path whole = folder.resolve("whole");
    Path other = folder.resolve("other");
    compute(yaml, 7, whole, sweep);
    compute(yaml, 8, other, sweep);
    ExperimentDir undamaged = ExperimentDir.of(spark, whole.toString());
    assertThat(CheckJob.of(spark, undamaged, Depth.CONTENTS).check().isSound()).isTrue();
    Map<String, String> sums = sums(whole);
    List<String> files = sums.keySet().stream().filter(name -> name.endsWith(".parquet")).toList();
    int round = 0;
    for (Damage damage : Damage.values()) {
      int applied = 0;
      int found = 0;
      int healed = 0;
      for (String file : oneOfEachTable(files, round++)) {
        Path work = folder.resolve("work");
        clear(work);
        copy(whole, work);
        Optional<Damage.Place> place = place(damage, file, files, work, other);
        if (place.isEmpty()) {
          continue;
        }
        applied++;
        damage.apply(work.resolve(file), place.get());
        ExperimentDir dir = ExperimentDir.of(spark, work.toString());
        CheckReport report = CheckJob.of(spark, dir, Depth.CONTENTS).repair();
        int faults = report.left().size() + report.mended().size();
        found += faults == damage.faults() ? 1 : 0;
        assertThat(report.left()).as("%s of %s", damage, file).isEmpty();
        Map<String, String> after = sums(work);
        after.keySet().removeIf(name -> name.startsWith("_logscape/foreign/"));
        healed += differing(sums, after, bytes).isEmpty() ? 1 : 0;
        assertThat(differing(sums, after, bytes)).as("%s of %s", damage, file).isEmpty();
        // every byte is that of the whole folder, which is sound
        assertThat(bytes || CheckJob.of(spark, dir, Depth.CONTENTS).check().isSound()).isTrue();
      }
      System.out.printf(
          "DAMAGE %s: %s: %d applied, %d found, %d healed%n",
          yaml.lines().findFirst().orElseThrow(), damage.words(), applied, found, healed);
      assertThat(found).as(damage.words()).isEqualTo(applied);
      assertThat(healed).as(damage.words()).isEqualTo(applied);
    }
  }

  /** Another wave of each table for each kind of damage. */
  private static List<String> oneOfEachTable(List<String> files, int round) {
    Map<String, List<String>> tables =
        files.stream().collect(groupingBy(file -> file.substring(0, file.indexOf('/'))));
    return tables.values().stream().map(of -> of.get(round % of.size())).sorted().toList();
  }

  /** Files that are not as they were; where bytes may differ, what is missing or added alone. */
  private static List<String> differing(
      Map<String, String> before, Map<String, String> after, boolean bytes) {
    List<String> names = new ArrayList<>();
    before.forEach(
        (name, sum) -> {
          boolean measured = name.startsWith("rare_") || name.startsWith("_logscape/lists/");
          if (!after.containsKey(name) || ((bytes || !measured) && !after.get(name).equals(sum))) {
            names.add(name);
          }
        });
    after.keySet().stream().filter(name -> !before.containsKey(name)).forEach(names::add);
    return names;
  }

  private static Optional<Damage.Place> place(
      Damage damage, String file, List<String> files, Path work, Path other) {
    String table = file.substring(0, file.indexOf('/') + 1);
    Optional<Path> wave =
        files.stream()
            .filter(name -> name.startsWith(table) && !name.equals(file))
            .map(work::resolve)
            .findFirst();
    Path twin = other.resolve(file);
    return switch (damage) {
      case SWAPPED_BETWEEN_WAVES ->
          wave.filter(path -> !same(path, work.resolve(file)))
              .map(path -> new Damage.Place(path, twin));
      case SWAPPED_BETWEEN_FOLDERS ->
          Files.exists(twin) && !same(twin, work.resolve(file))
              ? Optional.of(new Damage.Place(null, twin))
              : Optional.empty();
      default -> Optional.of(new Damage.Place(null, twin));
    };
  }

  /** Tables without rows have equal files, whose swap is no damage. */
  private static boolean same(Path a, Path b) {
    try {
      return Files.mismatch(a, b) < 0;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, String> sums(Path root) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        sums.put(root.relativize(file).toString(), Checksum.of(Files.readAllBytes(file)).hex());
      }
    }
    return sums;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private static void clear(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
