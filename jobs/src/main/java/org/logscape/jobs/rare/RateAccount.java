package org.logscape.jobs.rare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.logscape.jobs.text.Numbers;
import org.logscape.rare.Estimator;
import org.logscape.rare.Interfaces;
import org.logscape.rare.RateEstimate;
import org.logscape.rare.Sampler;
import org.logscape.rare.StageTally;
import org.logscape.statistics.Interval;

/**
 * What may be said of a rate: where something kept the sampling from its goal, or makes the number
 * mean something else than it seems to, the row says so and no number is given that would mislead.
 */
final class RateAccount {
  /** Below so many independent paths an interval does not hold. */
  private static final double FEWEST_PATHS = 10;

  /** Told from this share of trials on. */
  private static final double NOTABLE = 0.05;

  /** With none of n trials across, the chance is below 3/n at 95 %. */
  private static final double RULE_OF_THREE = 3;

  private final List<List<StageTally>> repeats;
  private final Sampler sampler;
  private final double learningRate;
  private final int target;
  private final Interfaces.PilotEnd pilot;

  private RateAccount(
      List<List<StageTally>> repeats,
      Sampler sampler,
      double learningRate,
      int target,
      Interfaces.PilotEnd pilot) {
    this.repeats = repeats;
    this.sampler = sampler;
    this.learningRate = learningRate;
    this.target = target;
    this.pilot = pilot;
  }

  /**
   * The account of one event.
   *
   * @param target the stage that leads to it
   */
  static RateAccount of(
      List<List<StageTally>> repeats,
      Sampler sampler,
      double learningRate,
      int target,
      Interfaces.PilotEnd pilot) {
    return new RateAccount(repeats, sampler, learningRate, target, pilot);
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
    List<String> told = new ArrayList<>();
    if (target == RareCell.Target.WITHIN) {
      told.add(
          "the level is among the losses that are usual in the basin: brute force measures it");
      return new Conclusion(RareVerdict.UNREACHED, null, null, null, told);
    }
    if (repeats.stream().anyMatch(this::isCutShort)) {
      told.add(
          "budget_steps was spent at stage %d: the rate of getting that far is an upper bound"
              .formatted(shortest()));
      return new Conclusion(RareVerdict.BUDGET_EXHAUSTED, null, 0.0, upperBoundOfBudget(), told);
    }
    if (!(rate.mean() > 0)) {
      told.add(
          "no trial of %s got to the interface at %s; the upper bound is that of none among them"
              .formatted(Numbers.brief(trialsOfFailure()), Numbers.brief(thresholdOfFailure())));
      if (pilot == Interfaces.PilotEnd.STUCK) {
        told.add("the pilot found no state beyond either: another order parameter may lead there");
      }
      tellTrials(told);
      return new Conclusion(RareVerdict.UNREACHED, null, 0.0, upperBoundOfFailure(), told);
    }
    long zeros = Arrays.stream(rate.repeats()).filter(r -> r == 0).count();
    if (zeros > 0) {
      told.add("%d of %d repeats died out (counted as 0)".formatted(zeros, repeats.size()));
    }
    tellTrials(told);
    Optional<Interval> interval = rate.interval(RareSummary.LEVEL);
    Double low = interval.map(Interval::low).orElse(null);
    Double high = interval.map(i -> i.high() * censoredFactor()).orElse(null);
    RareVerdict verdict = RareVerdict.MEASURED;
    if (sum(StageTally::strayed) > 0) {
      told.add(
          "%d trials or walkers were in the basin by the order parameter, but behind the ridge:"
                  .formatted(sum(StageTally::strayed))
              + " it does not tell two wells at the same level apart, and the rate is of both"
              + " together");
      verdict = RareVerdict.AMBIGUOUS_BASIN;
    } else if (effectivePaths < FEWEST_PATHS || zeros > repeats.size() / 2) {
      told.add("%.1f independent paths".formatted(effectivePaths));
      verdict = RareVerdict.TOO_FEW_PATHS;
    }
    return new Conclusion(verdict, rate.mean(), low, high, told);
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

  private void tellTrials(List<String> told) {
    int stages = repeats.stream().mapToInt(t -> counted(t).size()).max().orElse(0);
    double worst = 0;
    for (int s = 1; s < stages; s++) {
      int stage = s;
      long trials = 0;
      long immediate = 0;
      for (List<StageTally> tallies : repeats) {
        if (stage < tallies.size()) {
          trials += tallies.get(stage).trials();
          immediate += tallies.get(stage).immediate();
        }
      }
      worst = Math.max(worst, trials == 0 ? 0 : (double) immediate / trials);
    }
    if (worst >= NOTABLE) {
      told.add(
          "single steps pass several interfaces: up to %.0f%% of a stage's trials start beyond the"
                  .formatted(100 * worst)
              + " next (counted as crossings at step 0)");
    }
    long censored = sum(StageTally::censored);
    if (censored > 0) {
      told.add(
          "%d trials ran out of stop.steps: they count as fallen back, and the upper end allows that"
                  .formatted(censored)
              + " all had crossed");
    }
    long diverged = sum(StageTally::diverged);
    if (diverged > 0) {
      told.add("%d trials or walkers diverged".formatted(diverged));
    }
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

  /** Null where even the stage that was reached has no interval. */
  private Double upperBoundOfFailure() {
    int stage = failure();
    if (stage == 0) {
      double time = sum(StageTally::stepsAtRisk) * learningRate;
      return time > 0 ? (Double) (RULE_OF_THREE / time) : null;
    }
    Double before = upperEnd(stage - 1);
    return before == null || trialsOfFailure() == 0
        ? before
        : (Double) (before * Math.min(1, RULE_OF_THREE / trialsOfFailure()));
  }

  private Double upperBoundOfBudget() {
    return shortest() == 0 ? null : upperEnd(shortest() - 1);
  }

  private Double upperEnd(int stage) {
    RateEstimate rate = Estimator.of(learningRate, repeats).rate(stage);
    return rate.interval(RareSummary.LEVEL).map(Interval::high).orElse(null);
  }
}
