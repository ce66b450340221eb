package org.logscape.rare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.logscape.random.StreamFamily;
import org.logscape.rare.estimate.Estimator;

/** Independent repeats of a sampling, one after the other in this thread, all stages kept. */
public final class Repeats {
  private final List<List<StageResult>> repeats;

  private Repeats(List<List<StageResult>> repeats) {
    this.repeats = repeats;
  }

  /**
   * Runs them.
   *
   * @param count number of repeats, at least 1
   */
  public static Repeats run(Sampler sampler, StreamFamily streams, int count) {
    return new Repeats(
        IntStream.range(0, count).mapToObj(repeat -> stages(sampler, streams, repeat)).toList());
  }

  private static List<StageResult> stages(Sampler sampler, StreamFamily streams, int repeat) {
    List<StageResult> stages = new ArrayList<>();
    StageResult stage = sampler.basin(streams, repeat);
    stages.add(stage);
    while (!sampler.isLast(stage.tally())) {
      stage = sampler.next(streams, repeat, stages.size(), stage.members());
      stages.add(stage);
    }
    return stages;
  }

  /** The stages of each repeat. */
  public List<List<StageResult>> stages() {
    return repeats;
  }

  /**
   * Estimates from their tallies.
   *
   * @param learningRate eta
   */
  public Estimator estimator(double learningRate) {
    return Estimator.of(
        learningRate,
        repeats.stream().map(stages -> stages.stream().map(StageResult::tally).toList()).toList());
  }

  /** Steps of all stages. */
  public long steps() {
    return repeats.stream().flatMap(List::stream).mapToLong(stage -> stage.tally().steps()).sum();
  }
}
