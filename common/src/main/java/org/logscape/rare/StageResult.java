package org.logscape.rare;

import java.util.ArrayList;
import java.util.List;

/**
 * What a stage of a repeat passes to the next.
 *
 * @param tally its counts
 * @param members the population that it leaves
 */
public record StageResult(StageTally tally, List<Member> members) {
  public StageResult {
    members = List.copyOf(members);
  }

  /** The walk in the basin as stage 0. */
  static StageResult of(int repeat, double threshold, int walkers, BasinWalk.Sample sample) {
    List<Member> members = new ArrayList<>();
    for (Crossing crossing : sample.crossings()) {
      int index = members.size();
      members.add(new Member(index, -1, index, crossing, -1, crossing.order()));
    }
    StageTally tally =
        new StageTally(
            repeat,
            0,
            threshold,
            walkers,
            members.size(),
            0,
            0,
            0,
            sample.diverged(),
            sample.strayed(),
            sample.stepsTaken(),
            sample.stepsAtRisk());
    return new StageResult(tally, members);
  }

  /** A stage without a population to go on from. */
  static StageResult extinct(int repeat, int stage, double threshold) {
    return new StageResult(
        new StageTally(repeat, stage, threshold, 0, 0, 0, 0, 0, 0, 0, 0, 0), List.of());
  }
}
