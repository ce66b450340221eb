package org.logscape.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.plan.Plan;
import org.logscape.jobs.plan.PlanText;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.sweep.MemoryNeed;

/**
 * Small specs with values from the ends of every key's range: they are planned or refused in a
 * line. A plan neither fails nor hangs.
 */
class RandomSpecsTest {
  private static final int QUICKLY_PLANNED = 60;
  private static final int PLANNED = 400;

  /** A plan takes a second or two; what takes this long on a busy machine hangs. */
  private static final Duration OF_PLAN = Duration.ofMinutes(1);

  /** Above so many products of a step a spec gets fewer steps. */
  private static final double MOST_WORK = 1e7;

  private static String one(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  /** A spec of landscapes; most are legal. */
  private static String yaml(long seed) {
    Random random = new Random(seed);
    boolean langevin = random.nextInt(5) == 0;
    String dimensions = one(random, "1", "2", "3", "20", "1000");
    String noise = one(random, "0", "1e-150", "0.5", "1", "[0.5, 1]", "1e6", "1e100", "1e200");
    String model =
        switch (random.nextInt(3)) {
          case 0 ->
              "{type: double-well, dimensions: %s, barrier: %s, label_noise: %s}"
                  .formatted(
                      dimensions, one(random, "0.500001", "0.6", "2", "1e3", "1e100"), noise);
          case 1 ->
              "{type: linear-regression, dimensions: %s, curvature: %s, label_noise: %s%s}"
                  .formatted(
                      dimensions,
                      one(random, "1e-100", "0.1", "1", "1e5", "1e100"),
                      noise,
                      one(random, "", "", ", samples: 1", ", samples: 50"));
          default ->
              "{type: double-well, dimensions: 2, barrier: 2, label_noise: %s}".formatted(noise);
        };
    String batch = langevin ? "1" : one(random, "1", "1", "7", "1000", "60000", "2147483647");
    String dynamics =
        "{type: %s, batch_size: %s, learning_rate: %s%s}"
            .formatted(
                langevin ? "langevin" : "sgd",
                batch,
                one(random, "1e-300", "1e-10", "1e-5", "0.04", "[0.04, 0.5]", "10", "1e300"),
                langevin
                    ? ""
                    : one(random, "", ", noise_enhancement: [1, 3]", ", sampling: online-in-law"));
    double work = Double.parseDouble(batch) * Double.parseDouble(dimensions);
    String steps = work > MOST_WORK / 100 ? "1" : one(random, "1", "2", "100", "500");
    List<String> observed = new ArrayList<>();
    if (random.nextInt(4) > 0) {
      observed.add(
          "escape: {%s}"
              .formatted(
                  one(
                      random,
                      "levels: [1.5]",
                      "levels: [1.0000000001, 1.5, 1e9, 1e300]",
                      "events: [separatrix]",
                      "events: [separatrix, basin], levels: [1.2, 1.5]")));
    }
    if (random.nextInt(3) > 0) {
      observed.add(
          "loss_histogram: {burn_in: %s, every: %s, bins_per_decade: %s}"
              .formatted(
                  one(random, "0", "1", "1000000000"),
                  one(random, "1", "10", "1000000000"),
                  one(random, "1", "20", "32")));
    }
    if (random.nextInt(3) == 0) {
      observed.add("snapshots: {every: %s}".formatted(one(random, "1", "50", "1000000000")));
    }
    return """
    name: extreme
    seed: %d
    replicas: %s
    model: %s
    dynamics: %s
    observe: {%s}
    stop: {steps: %s, after: %s}
    """
        .formatted(
            seed,
            one(random, "1", "2", "20"),
            model,
            dynamics,
            String.join(", ", observed),
            steps,
            one(random, "never", "all"));
  }

  private static List<Long> seeds(int count) {
    return IntStream.range(0, count).mapToObj(i -> 1000L + i).toList();
  }

  @Test
  void someLegalSpecsArePlanned() {
    assertPlanned(QUICKLY_PLANNED);
  }

  @Tag("thorough")
  @Test
  void everyLegalSpecIsPlanned() {
    assertPlanned(PLANNED);
  }

  private static void assertPlanned(int count) {
    int planned = 0;
    for (long seed : seeds(count)) {
      Spec spec;
      try {
        spec = SpecReader.read(yaml(seed), "spec.yaml");
        MemoryNeed.check(spec);
      } catch (UserException refused) {
        continue;
      }
      List<String> lines =
          assertTimeoutPreemptively(
              OF_PLAN, () -> PlanText.of(Plan.of(spec)).lines(), () -> yaml(seed));
      assertThat(lines.get(0)).as(yaml(seed)).startsWith("extreme: ");
      planned++;
    }
    // the others ask for what does not go together, such as a separatrix where there is none
    assertThat(planned).isGreaterThan(count / 4);
  }
}
