package org.logscape.jobs.rare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.logscape.jobs.text.Numbers;
import org.logscape.rare.Interfaces;
import org.logscape.rare.Sampler;
import org.logscape.rare.StageTally;
import org.logscape.rare.estimate.Estimator;
import org.logscape.rare.estimate.RateEstimate;
import org.logscape.statistics.CensoredRate;
import org.logscape.statistics.Interval;

/**
 * What may be said of a rate: where something kept the sampling from its goal, or makes the number
 * mean something else than it seems to, the row says so and no number is given that would mislead.
 */
final class RateAccount {
  /** Below so many independent paths an interval does not hold. */
  private static final double FEWEST_PATHS = 10;

  /**
   * The same where single steps leap: what a rate misses is then a leap that no path made, which
   * shows neither in the scatter nor in a few paths.
   */
  private static final double FEWEST_LEAPING_PATHS = 100;

  /**
   * Steps leap where in the typical stage so large a share of trials start beyond their interface
   * already. In wells with exact rates it was below 0.02 where paths diffuse, and above 0.1 where
   * single kicks carry the rate.
   */
  private static final double LEAPING = 0.1;

  /** Reported above this share of trials. */
  private static final double NOTABLE = 0.05;

  /** With none of n independent paths across, the chance is below 3/n at 95 %. */
  private static final double RULE_OF_THREE = 3;

  private final List<List<StageTally>> repeats;
  private final Sampler sampler;
  private final double learningRate;
  private final int target;
  private final Interfaces.PilotEnd pilot;
  private final IntToDoubleFunction paths;

  private RateAccount(
      List<List<StageTally>> repeats,
      Sampler sampler,
      double learningRate,
      int target,
      Interfaces.PilotEnd pilot,
      IntToDoubleFunction paths) {
    this.repeats = repeats;
    this.sampler = sampler;
    this.learningRate = learningRate;
    this.target = target;
    this.pilot = pilot;
    this.paths = paths;
  }

  /**
   * The account of one event.
   *
   * @param target the stage that leads to it
   * @param paths the effective number of independent paths that got to a stage
   */
  static RateAccount of(
      List<List<StageTally>> repeats,
      Sampler sampler,
      double learningRate,
      int target,
      Interfaces.PilotEnd pilot,
      IntToDoubleFunction paths) {
    return new RateAccount(repeats, sampler, learningRate, target, pilot, paths);
  }

  /**
   * The conclusion.
   *
   * @param rate null where none is to be given
   * @param low null where there is no interval
   * @param high upper end or upper bound
   */
  record Conclusion(
      RareVerdict verdict, Double rate, Double low, Double high, List<String> sentences) {}

  /** Concludes from the estimate and the paths behind it. */
  Conclusion conclude(RateEstimate rate, double effectivePaths) {
    List<String> sentences = new ArrayList<>();
    if (target == RareCell.Target.WITHIN) {
      sentences.add(
          "the level is among the losses that are usual in the basin: brute force measures it");
      return new Conclusion(RareVerdict.UNREACHED, null, null, null, sentences);
    }
    if (repeats.stream().anyMatch(this::isCutShort)) {
      Double bound = boundOfGetting(shortest() - 1);
      sentences.add(
          bound == null
              ? "budget_steps was spent at stage %d, before enough paths got anywhere: the upper bound is one event a step"
                  .formatted(shortest())
              : "budget_steps was spent at stage %d: the rate of getting that far is an upper bound"
                  .formatted(shortest()));
      return new Conclusion(
          RareVerdict.BUDGET_EXHAUSTED,
          null,
          0.0,
          bound == null ? (Double) (1 / learningRate) : bound,
          sentences);
    }
    if (!(rate.mean() > 0)) {
      sentences.add(
          "no trial of %s got to the interface at %s"
              .formatted(Numbers.brief(trialsOfFailure()), Numbers.brief(thresholdOfFailure())));
      if (pilot == Interfaces.PilotEnd.STUCK) {
        sentences.add(
            "the pilot found no state beyond either: another order parameter may lead there");
      }
      addTrials(sentences);
      return new Conclusion(RareVerdict.UNREACHED, null, 0.0, boundOfNone(), sentences);
    }
    long zeros = Arrays.stream(rate.repeats()).filter(r -> r == 0).count();
    if (zeros > 0) {
      sentences.add("%d of %d repeats died out (counted as 0)".formatted(zeros, repeats.size()));
    }
    addTrials(sentences);
    Optional<Interval> interval = rate.interval(Interval.COVERAGE);
    Double low = interval.map(Interval::low).orElse(null);
    Double high = interval.map(i -> i.high() * censoredFactor()).orElse(null);
    if (sum(StageTally::strayed) > 0) {
      sentences.add(
          "%d trials or walkers were in the basin by the order parameter, but behind the ridge:"
                  .formatted(sum(StageTally::strayed))
              + " it does not tell two wells at the same level apart, and the rate is of both"
              + " together");
      return new Conclusion(RareVerdict.AMBIGUOUS_BASIN, rate.mean(), low, high, sentences);
    }
    if (effectivePaths < fewestPaths() || zeros > repeats.size() / 2) {
      sentences.add(
          "%.1f independent paths (%.0f are needed): the upper bound is that of so many in the walk of stage 0"
              .formatted(effectivePaths, fewestPaths()));
      return new Conclusion(
          RareVerdict.TOO_FEW_PATHS, null, 0.0, boundOfWalk(effectivePaths), sentences);
    }
    return new Conclusion(RareVerdict.MEASURED, rate.mean(), low, high, sentences);
  }

  /** The stages that count for the event. */
  private List<StageTally> counted(List<StageTally> tallies) {
    return tallies.subList(0, (int) Math.min(tallies.size(), target + 1L));
  }

  private boolean isCutShort(List<StageTally> tallies) {
    return tallies.isEmpty()
        || (tallies.size() <= target && !sampler.isLast(tallies.get(tallies.size() - 1)));
  }

  private int shortest() {
    return repeats.stream().mapToInt(List::size).min().orElse(0);
  }

  private long sum(ToLongFunction<StageTally> value) {
    return repeats.stream().flatMap(tallies -> counted(tallies).stream()).mapToLong(value).sum();
  }

  private void addTrials(List<String> sentences) {
    double[] shares = immediateShares();
    double worst = shares.length == 0 ? 0 : shares[shares.length - 1];
    if (worst >= NOTABLE) {
      sentences.add(
          "single steps pass several interfaces: up to %.0f%% of a stage's trials start beyond the"
                  .formatted(100 * worst)
              + " next (counted as crossings at step 0)");
    }
    long censored = sum(StageTally::censored);
    if (censored > 0) {
      sentences.add(
          "%d trials ran out of stop.steps: they count as fallen back, and the upper end allows that"
                  .formatted(censored)
              + " all had crossed");
    }
    long diverged = sum(StageTally::diverged);
    if (diverged > 0) {
      sentences.add("%d trials or walkers diverged".formatted(diverged));
    }
  }

  private double fewestPaths() {
    return isLeaping() ? FEWEST_LEAPING_PATHS : FEWEST_PATHS;
  }

  private boolean isLeaping() {
    double[] shares = immediateShares();
    return shares.length > 0 && shares[shares.length / 2] >= LEAPING;
  }

  /** By stage, the shares of the trials whose start was beyond the interface already; ascending. */
  private double[] immediateShares() {
    int stages = repeats.stream().mapToInt(t -> counted(t).size()).max().orElse(0);
    return IntStream.range(1, stages).mapToDouble(this::immediateShare).sorted().toArray();
  }

  private double immediateShare(int stage) {
    long trials = 0;
    long immediate = 0;
    for (List<StageTally> tallies : repeats) {
      if (stage < tallies.size()) {
        trials += tallies.get(stage).trials();
        immediate += tallies.get(stage).immediate();
      }
    }
    return trials == 0 ? 0 : (double) immediate / trials;
  }

  /** What the rate is at most multiplied by if every censored or diverged trial had crossed. */
  private double censoredFactor() {
    double factor = 1;
    int stages = repeats.stream().mapToInt(t -> counted(t).size()).max().orElse(0);
    for (int s = 1; s < stages; s++) {
      long crossed = 0;
      long open = 0;
      for (List<StageTally> tallies : repeats) {
        if (s < tallies.size()) {
          crossed += tallies.get(s).crossed();
          open += tallies.get(s).censored() + tallies.get(s).diverged();
        }
      }
      factor *= crossed == 0 ? 1 : 1 + (double) open / crossed;
    }
    return factor;
  }

  private static int firstFailure(List<StageTally> tallies) {
    int stage = 0;
    while (stage < tallies.size() - 1 && tallies.get(stage).crossed() > 0) {
      stage++;
    }
    return stage;
  }

  private int failure() {
    return repeats.stream().mapToInt(t -> firstFailure(counted(t))).max().orElse(0);
  }

  private double trialsOfFailure() {
    int stage = failure();
    return repeats.stream()
        .filter(t -> stage < t.size())
        .mapToLong(t -> t.get(stage).trials())
        .sum();
  }

  private double thresholdOfFailure() {
    int stage = failure();
    return repeats.stream()
        .filter(t -> stage < t.size())
        .mapToDouble(t -> t.get(stage).threshold())
        .findFirst()
        .orElse(Double.NaN);
  }

  /**
   * What bounds a rate that nothing was seen of. Where steps leap only the walk of stage 0 tells: a
   * leap that no path made may carry the whole rate.
   */
  private Double boundOfNone() {
    int last = failure() - 1;
    Double walk = boundOfWalk(0);
    Double getting = isLeaping() ? null : boundOfGetting(last);
    if (walk == null || getting == null) {
      return walk;
    }
    double independent = paths.applyAsDouble(last);
    double further = independent >= FEWEST_PATHS ? RULE_OF_THREE / independent : 1;
    return Math.min(walk, getting * further);
  }

  /** The rate of so many independent events at most in the time at risk of stage 0. */
  private Double boundOfWalk(double events) {
    double time = sum(StageTally::stepsAtRisk) * learningRate;
    return time > 0
        ? (Double)
            CensoredRate.of((long) Math.ceil(events), time).interval(Interval.COVERAGE).high()
        : null;
  }

  /**
   * Upper end of the rate of the farthest interface, up to a stage, that enough independent paths
   * reached. It bounds the rate of the goal, since every path to the goal crosses that interface.
   *
   * @return null where there is none
   */
  private Double boundOfGetting(int last) {
    for (int stage = last; stage >= 0; stage--) {
      if (paths.applyAsDouble(stage) >= fewestPaths()) {
        RateEstimate rate = Estimator.of(learningRate, repeats).rate(stage);
        return rate.interval(Interval.COVERAGE).map(Interval::high).orElse(null);
      }
    }
    return null;
  }
}
