package org.logscape.jobs.fit.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.escape.EscapeLaws;
import org.logscape.jobs.fit.escape.EscapePoint;
import org.logscape.jobs.fit.escape.EventSums;
import org.logscape.jobs.fit.stationary.BetaTail;
import org.logscape.jobs.fit.stationary.LossBins;
import org.logscape.jobs.fit.stationary.StationaryCell;
import org.logscape.jobs.fit.tail.TailTheory;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.sweep.CellRows;
import org.logscape.observe.EndsAfter;
import org.logscape.statistics.RunBootstrap;

/**
 * How often the contests of laws prefer the law that made the data, over sweeps that are drawn from
 * it. Writes the table to target/contests.md; common/docs/statistics.md holds it.
 */
@Tag("thorough")
class ContestRatesTest {
  private static final int SWEEPS = 100;
  private static final int REPLICATES = 100;
  private static final int RUNS_OF_WELLS = 400;

  /** First passages look much like a power of the level with a free factor. */
  private static final int RUNS_OF_LEVELS = 4_000;

  /** A step of t so small that times are as good as continuous: the laws know no steps. */
  private static final double UNIT = 1e-4;

  private static final long STEPS = 1_000_000_000;

  private static final String WELLS =
      """
      name: wells
      seed: 1
      replicas: 400
      model: {type: quartic-well, dimensions: [1, 2], minimum_loss: [0.4, 0.6, 1]}
      dynamics: {type: langevin, batch_size: [1, 2], learning_rate: 0.02}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 4000000}
      """;
  private static final String BASIN =
      """
      name: basin
      seed: 1
      replicas: 400
      model: {type: linear-regression, dimensions: 2, label_noise: 1}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.2}
      observe: {escape: {levels: [1.1, 1.5, 2, 3, 5]}, loss_histogram: {every: 1}}
      stop: {steps: 4000000}
      """;

  /**
   * A line of the table.
   *
   * @param law that made the data
   * @param right share of the sweeps where it is preferred
   * @param wrong share where another one is
   */
  private record Line(String contest, String law, double right, double wrong) {
    String markdown() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %d | %.2f | %.2f | %.2f |",
          contest,
          law,
          SWEEPS,
          right,
          1 - right - wrong,
          wrong);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyContest() throws IOException {
    List<Line> lines = new ArrayList<>();
    overSaddles(lines);
    ofLevels(lines);
    ofTails(lines);
    List<String> table = new ArrayList<>();
    table.add("| contest | law that made the data | sweeps | preferred | left open | another |");
    table.add("|---|---|---|---|---|---|");
    lines.forEach(line -> table.add(line.markdown()));
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target", "contests.md"), table);
    return Stream.concat(
        lines.stream().map(ContestRatesTest::keeps),
        Stream.of(DynamicTest.dynamicTest("docs/statistics.md", () -> documented(lines))));
  }

  /**
   * Tests at the level 0.1 reject a true law in 0.1 of the sweeps, counted to 4 x 0.03. Sizes are
   * such that most sweeps tell the laws apart.
   */
  private static DynamicTest keeps(Line line) {
    return DynamicTest.dynamicTest(
        line.markdown(),
        () -> {
          assertThat(line.wrong()).isLessThanOrEqualTo(0.1 + 4 * Math.sqrt(0.1 * 0.9 / SWEEPS));
          assertThat(line.right()).isGreaterThanOrEqualTo(0.6);
        });
  }

  /** A logarithm's last bit may turn a sweep or two over elsewhere. */
  private static void documented(List<Line> lines) throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("..", "common", "docs", "statistics.md")).stream()
            .filter(row -> row.startsWith("| ") && row.split("\\|", -1).length == 8)
            .skip(1)
            .toList();
    assertThat(rows).hasSameSizeAs(lines);
    for (int i = 0; i < rows.size(); i++) {
      String[] cells = rows.get(i).split("\\|", -1);
      assertThat(cells[1].strip()).isEqualTo(lines.get(i).contest());
      assertThat(cells[2].strip()).isEqualTo(lines.get(i).law());
      assertThat(Double.parseDouble(cells[4].strip()))
          .isCloseTo(lines.get(i).right(), within(0.02));
      assertThat(Double.parseDouble(cells[6].strip()))
          .isCloseTo(lines.get(i).wrong(), within(0.02));
    }
  }

  private static List<CellTheory> cells(String yaml) {
    Spec spec = SpecReader.read(yaml, "contests.yaml");
    return LongStream.range(0, spec.grid().cells())
        .mapToObj(cell -> CellRows.of(spec).theory(spec.grid().cell(cell)))
        .toList();
  }

  private static Line line(
      String contest, String law, Function<SplittableRandom, List<FitRow>> sweep) {
    SplittableRandom random = new SplittableRandom(20220721L + (contest + law).hashCode());
    int right = 0;
    int wrong = 0;
    for (int i = 0; i < SWEEPS; i++) {
      List<String> preferred =
          sweep.apply(random.split()).stream()
              .filter(row -> row.verdict() == Verdict.PREFERRED)
              .map(row -> row.group().toString().replaceAll("law=([^ ]*).*", "$1"))
              .toList();
      right += preferred.equals(List.of(law)) ? 1 : 0;
      wrong += preferred.isEmpty() || preferred.contains(law) ? 0 : 1;
    }
    return new Line(contest, law, right / (double) SWEEPS, wrong / (double) SWEEPS);
  }

  private static EscapePoint bare(CellTheory cell, Watched watched) {
    return new EscapePoint(cell, watched, null, 0, EndsAfter.NEVER);
  }

  /** Memoryless runs, followed to the step limit; levels of one run are drawn independently. */
  private static List<EscapePoint> drawn(
      List<EscapePoint> points,
      int runs,
      ToDoubleFunction<EscapePoint> logRate,
      SplittableRandom random) {
    List<EventSums.End> rows = new ArrayList<>();
    Map<String, EventSums.Setting> settings = new HashMap<>();
    double[] rates =
        points.stream().mapToDouble(point -> Math.exp(logRate.applyAsDouble(point))).toArray();
    for (int run = 0; run < runs; run++) {
      for (int i = 0; i < rates.length; i++) {
        EscapePoint point = points.get(i);
        String cell = point.theory().facts().cellId();
        settings.put(cell, new EventSums.Setting(UNIT, null));
        double time = -Math.log1p(-random.nextDouble()) / rates[i];
        long step = (long) Math.min(STEPS, Math.ceil(time / UNIT));
        rows.add(
            new EventSums.End(
                cell + "-" + run,
                cell,
                point.watched().event(),
                point.watched().level(),
                time <= STEPS * UNIT,
                step,
                null));
      }
    }
    Map<EventSums.Key, EventSums> sums =
        EventSums.of(rows.iterator(), settings, RunBootstrap.of(random.nextLong()), REPLICATES);
    return points.stream()
        .map(
            point ->
                new EscapePoint(
                    point.theory(),
                    point.watched(),
                    sums.get(new EventSums.Key(point.theory().facts().cellId(), point.watched())),
                    0,
                    EndsAfter.NEVER))
        .toList();
  }

  private static void rates(
      List<Line> lines,
      String contest,
      String law,
      List<EscapePoint> points,
      ToDoubleFunction<EscapePoint> logRate) {
    int runs = points.get(0).watched().isLevel() ? RUNS_OF_LEVELS : RUNS_OF_WELLS;
    lines.add(
        line(contest, law, random -> LawContest.ofRates(drawn(points, runs, logRate, random))));
  }

  private static double logTheory(EscapePoint point) {
    return Math.log(point.theory().rate(point.watched()).orElseThrow());
  }

  /** Twelve wells, L^s/L* from 1.5 to 2.25 in each of four settings of temperature and n. */
  private static void overSaddles(List<Line> lines) {
    List<EscapePoint> points =
        cells(WELLS).stream().map(cell -> bare(cell, Watched.separatrix())).toList();
    String contest = "over saddles";
    rates(lines, contest, TheoryWords.LOG_LANDSCAPE, points, ContestRatesTest::logTheory);
    rates(
        lines,
        contest,
        RateLaws.SCALED,
        points,
        point -> point.logPrefactor() - 0.5 - 0.8 * point.powerTerm());
    rates(
        lines,
        contest,
        RateLaws.POWER,
        points,
        point -> point.logPrefactor() - 0.5 - 5 * point.logRatio());
    rates(
        lines,
        contest,
        EscapeLaws.ARRHENIUS,
        points,
        point -> point.logPrefactor() - 0.5 - 0.03 * point.arrheniusCovariate());
  }

  private static void ofLevels(List<Line> lines) {
    CellTheory cell = cells(BASIN).get(0);
    List<EscapePoint> points =
        Stream.of(1.1, 1.5, 2.0, 3.0, 5.0).map(level -> bare(cell, Watched.level(level))).toList();
    String contest = "of levels";
    rates(lines, contest, RateLaws.FIRST_PASSAGE_0, points, ContestRatesTest::logTheory);
    rates(
        lines,
        contest,
        RateLaws.FIRST_PASSAGE_1,
        points,
        point ->
            Math.log(point.theory().gaussianDesignRate(point.watched().level()).orElseThrow()));
    rates(lines, contest, RateLaws.FIXED_EXPONENT, points, point -> -1 - point.powerTerm());
    rates(lines, contest, RateLaws.POWER, points, point -> -1 - 4 * point.logRatio());
    rates(
        lines,
        contest,
        EscapeLaws.ARRHENIUS,
        points,
        point -> -1 - 1.5 * (point.watched().level() - 1));
  }

  /** About 5,000 losses beyond L = 2.5 L*, from 32 groups of runs. */
  private static void ofTails(List<Line> lines) {
    CellTheory cell = cells(BASIN).get(0);
    TailTheory theory = TailTheory.of(cell);
    tail(lines, cell, TheoryWords.LOG_LANDSCAPE, beta(theory.logLandscape()));
    tail(lines, cell, TheoryWords.GAUSSIAN_DESIGN, beta(theory.gaussianDesign().orElseThrow()));
    double kesten = cell.kesten().orElseThrow().tailExponent().orElseThrow();
    tail(lines, cell, TheoryWords.KESTEN, r -> -kesten * Math.log(r));
    tail(lines, cell, RateLaws.POWER, r -> -(kesten + 0.5) * Math.log(r));
  }

  /** log P(r > R), by bins so fine that what lies beyond is the last of them. */
  private static ToDoubleFunction<Double> beta(BetaTail law) {
    return edge ->
        law.logProbabilities(new double[] {0, edge}, new double[] {edge, Double.POSITIVE_INFINITY})[
            1];
  }

  private static void tail(
      List<Line> lines, CellTheory cell, String law, ToDoubleFunction<Double> logBeyond) {
    int bins = 31;
    double[] low = new double[bins + 1];
    double[] high = new double[bins + 1];
    double[] share = new double[bins + 1];
    share[0] = 0.992;
    high[0] = 1.5;
    double all = logBeyond.applyAsDouble(1.5);
    for (int i = 1; i <= bins; i++) {
      low[i] = high[i - 1];
      high[i] = i == bins ? Double.POSITIVE_INFINITY : 1.5 * Math.pow(10, i / 20.0);
      share[i] =
          0.008
              * (Math.exp(logBeyond.applyAsDouble(low[i]) - all)
                  - (i == bins ? 0 : Math.exp(logBeyond.applyAsDouble(high[i]) - all)));
    }
    lines.add(
        line(
            "of a tail",
            law,
            random ->
                LawContest.ofTail(new StationaryCell(cell, 1, 0), bins(low, high, share, random))));
  }

  private static LossBins bins(
      double[] low, double[] high, double[] share, SplittableRandom random) {
    int groups = 32;
    double mean = 625_000.0 / groups;
    double[] counts = new double[share.length];
    double[][] replicates = new double[REPLICATES][share.length];
    RunBootstrap bootstrap = RunBootstrap.of(random.nextLong());
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < share.length; i++) {
        double count = poisson(mean * share[i], random);
        counts[i] += count;
        for (int r = 0; r < REPLICATES; r++) {
          replicates[r][i] += bootstrap.weight(RunBootstrap.key("group/" + group), r) * count;
        }
      }
    }
    return new LossBins(low, high, counts, replicates, groups);
  }

  /** Waiting times of mean 1 that fit into the mean; by the normal law where that is large. */
  private static double poisson(double mean, SplittableRandom random) {
    if (mean > 1000) {
      double spread = Math.sqrt(-2 * Math.log1p(-random.nextDouble()));
      double normal = spread * Math.cos(2 * Math.PI * random.nextDouble());
      return Math.rint(mean + Math.sqrt(mean) * normal);
    }
    int count = 0;
    double sum = -Math.log1p(-random.nextDouble());
    while (sum <= mean) {
      count++;
      sum -= Math.log1p(-random.nextDouble());
    }
    return count;
  }
}
