package org.logscape.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.predict.RareForecast;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.Interval;
import org.logscape.statistics.RatePrecision;

class PlanTest {
  private static final String SPEC =
      """
      name: plan
      seed: 1
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: %s}
      dynamics: {type: sgd, batch_size: %s, learning_rate: 0.04}
      observe:
        escape: {events: [separatrix, basin]}
      stop: {steps: %d, after: separatrix}
      """;

  private static Plan plan(int replicas, String labelNoise, String batchSize, long steps) {
    return Plan.of(
        SpecReader.read(SPEC.formatted(replicas, labelNoise, batchSize, steps), "test.yaml"));
  }

  /** 2 kappa = 2 x 0.0216 (the table of escapes at p = 2, sigma = 0, eta = 0.04). */
  @Test
  void expectsTheStepsOfAnExponentialCutOffAtTheLimit() {
    PlannedCell cell = plan(100, "0", "1", 1_000_000).cells().get(0);
    double rate = cell.events().get(0).rate();
    assertThat(rate).isCloseTo(0.0432, within(1e-4));
    assertThat(cell.stepsPerRun()).isCloseTo(1 / (0.04 * rate), within(1e-6));
    PlannedCell cut = plan(100, "0", "1", 100).cells().get(0);
    assertThat(cut.stepsPerRun())
        .isCloseTo((1 - Math.exp(-rate * 4)) / (0.04 * rate), within(1e-9));
    assertThat(cut.events().get(0).runs()).isCloseTo(100 * (1 - Math.exp(-rate * 4)), within(1e-9));
  }

  @Test
  void saysWhatCannotBeMeasured() {
    List<String> lines = PlanText.of(plan(100, "[0, 1]", "50", 10_000)).lines();
    assertThat(lines)
        .anyMatch(
            line ->
                line.startsWith("warning: separatrix in ")
                    && line.contains("of 100 runs (predicted) within 10,000 steps")
                    && line.contains("2 cells: label_noise=0, label_noise=1"));
    assertThat(PlanText.of(plan(100, "1", "1", 100_000)).lines())
        .noneMatch(line -> line.contains("too few"));
  }

  /** A hundred million runs: the cost from an even choice of cells, whatever the axes' periods. */
  @Test
  void aLargeGridIsSampled() {
    String many =
        IntStream.range(0, 1000)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", ", "[", "]"));
    Plan large = plan(10_000, many, "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", 1000);
    assertThat(large.spec().runs()).isEqualTo(100_000_000L);
    assertThat(large.cells()).hasSize(2000);
    assertThat(large.isWhole()).isFalse();
    assertThat(
            large.cells().stream()
                .map(cell -> cell.theory().facts().batchSize())
                .distinct()
                .count())
        .isEqualTo(10);
    double cost = 0;
    for (int batch = 1; batch <= 10; batch++) {
      cost += plan(1000, many, String.valueOf(batch), 1000).stepSeconds();
    }
    // 2,000 of 10,000 cells whose costs differ by a factor of ten: 0.7 / sqrt(2000) = 1.6 %
    assertThat(large.stepSeconds() / (10 * cost)).isCloseTo(1, within(0.05));
    // 12 s to start, 10 us a run, 6 us for each of its rows in runs and escapes, and those of cells
    assertThat(large.cost().sweep() - large.stepSeconds())
        .isCloseTo(12 + 1e3 + 6e-6 * (3e8 + 1e4), within(1e-3));
  }

  @Test
  void saysWhereRunsStart() {
    String yaml = SPEC.formatted(100, "1", "1", 100);
    assertThat(lines(yaml)).noneMatch(line -> line.contains("snapshots"));
    assertThat(lines(yaml + "start: {snapshots: out/a}\n"))
        .contains(
            "runs start at snapshots of out/a: the last one of each run, replica r of every cell at"
                + " number r modulo their count; predictions are of runs from the minimum");
    assertThat(
            lines(yaml + "start: {snapshots: {dir: out/a, cell: '00000000000000ab', step: 5}}\n"))
        .anyMatch(
            line ->
                line.startsWith(
                    "runs start at snapshots of out/a, cell 00000000000000ab: those at step 5,"
                        + " replica"));
  }

  private static List<String> lines(String yaml) {
    return PlanText.of(Plan.of(SpecReader.read(yaml, "test.yaml"))).lines();
  }

  /** The size of an image in a file is not known before the file is read. */
  @Test
  void saysWhereTheCostIsNotKnown() {
    String yaml =
        """
        name: cost
        replicas: 2
        model: {type: cnn, stacks: [[2]]}
        data: {%s, take: 100}
        dynamics: {type: sgd, learning_rate: 0.1}
        stop: {steps: 10}
        """;
    assertThat(lines(yaml.formatted("format: idx, images: a, labels: b")).get(0))
        .endsWith("= 2 runs, at a cost that is not known before the data are read");
    assertThat(lines(yaml.formatted("format: cifar-10, files: [a]")).get(0))
        .endsWith("= 2 runs, about 22 s on one core");
  }

  /**
   * A rate to +-5 % needs the events of the exact Poisson interval, and a cell whose runs all
   * escape needs so many runs.
   */
  @Test
  void aWantedWidthAddsRuns() {
    String yaml = SPEC.formatted(100, "0", "1", 1_000_000) + "until: {width: 0.05}\n";
    Plan plan = Plan.of(SpecReader.read(yaml, "test.yaml"));
    double events = RatePrecision.eventsFor(0.05, Interval.COVERAGE);
    assertThat(plan.cells().get(0).runs()).isCloseTo(events, within(1e-6 * events));
    assertThat(plan.stepSeconds())
        .isCloseTo(events * plan.cells().get(0).secondsPerRun(), within(1e-9));
    assertThat(lines(yaml))
        .anyMatch(line -> line.startsWith("until: about " + Numbers.brief(events) + " runs"));
  }

  /** Each law that resamples in every cell, each row, and each command's start are in the time. */
  @Test
  void aFitCostsByItsLawsCellsAndRows() {
    String yaml = SPEC.formatted(100, "[0, 1]", "1", 1000);
    double one = fit(yaml + "fit: [escape-rate]\n");
    assertThat(fit(yaml + "fit: [escape-rate, law-contest]\n") - one)
        .isCloseTo(0.5 + 2 * 0.2, within(1e-9));
    // 4 us for each row of runs and of two events
    assertThat(fit(SPEC.formatted(1100, "[0, 1]", "1", 1000) + "fit: [escape-rate]\n") - one)
        .isCloseTo(4e-6 * 3 * 2000, within(1e-9));
  }

  private static double fit(String yaml) {
    return Plan.of(SpecReader.read(yaml, "test.yaml")).cost().fit();
  }

  /** One interface is passed by one trial in four: a rate e^-10 lower takes 10 / ln 4 more. */
  @Test
  void rareEventsCostByTheLogarithmOfTheRate() {
    String yaml =
        SPEC.formatted(10, "%s", "1", 1000)
            + "rare: {event: separatrix, trials: 500, repeats: 20}\n";
    PlannedCell fast = Plan.of(SpecReader.read(yaml.formatted("4"), "a")).cells().get(0);
    PlannedCell slow = Plan.of(SpecReader.read(yaml.formatted("3"), "a")).cells().get(0);
    RareForecast forecast = RareForecast.of(SpecReader.read(yaml.formatted("4"), "a").rare().get());
    double rates = fast.events().get(0).rate() / slow.events().get(0).rate();
    double curvatures =
        slow.theory().landscape().outlierCurvature() / fast.theory().landscape().outlierCurvature();
    assertThat(forecast.stages(slow.theory()) - forecast.stages(fast.theory()))
        .isCloseTo(Math.log(rates * curvatures) / Math.log(4), within(1e-9));
    assertThat(forecast.steps(slow.theory())).isGreaterThan(forecast.steps(fast.theory()));
  }

  /**
   * Half of Himmelblau's function. Its Hessian is (6 x^2 + 2 y - 21, 2 (x + y); 2 (x + y), 6 y^2 +
   * 2 x - 13): at (3, 2) its largest eigenvalue is 27 + sqrt(200) = 41.1, at (3.58443, -1.84813) it
   * is 52.71. Safe is a learning rate of 0.2 over that.
   */
  @Test
  void aStepOverTheEdgeOfStabilityHasALearningRateThatIsSafe() {
    assertThat(himmelblau(0.15))
        .filteredOn(line -> line.startsWith("warning: learning_rate x the largest curvature"))
        .singleElement()
        .isEqualTo(
            "warning: learning_rate x the largest curvature (52.7, at the other minimum) = 7.91, the"
                + " edge of stability is 2.00: steps overshoot and runs diverge; learning_rate"
                + " 0.00379 is safe (the one cell)");
    assertThat(himmelblau(0.0038)).noneMatch(line -> line.contains("the edge of stability"));
  }

  private static List<String> himmelblau(double learningRate) {
    String spec =
        """
        name: himmelblau
        seed: 1
        replicas: 10
        model:
          type: formula
          parameters: {x: 1, y: 1}
          features: ["x^2 + y - 11", "x + y^2 - 7"]
          inputs: gaussian
          label_noise: 1
          minima: {a: [3, 2], b: [3.58, -1.85]}
        dynamics: {type: sgd, batch_size: 1, learning_rate: %s}
        observe:
          escape: {events: [separatrix]}
        stop: {steps: 1000, after: separatrix}
        """;
    return PlanText.of(Plan.of(SpecReader.read(spec.formatted(learningRate), "test.yaml"))).lines();
  }
}
