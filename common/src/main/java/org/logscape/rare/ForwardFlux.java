package org.logscape.rare;

import java.util.ArrayList;
import java.util.List;
import org.logscape.dynamics.Dynamics;
import org.logscape.random.StreamFamily;

/**
 * Forward flux sampling: the rate is the flux through the first interface times the product of the
 * probabilities to get from each interface to the next before falling back into the basin. Direct
 * version, with a fixed number of trials a stage from states chosen evenly among the crossings: for
 * discrete steps the states are those after the step that crossed, so nothing is assumed of the
 * step's size, and the estimate is unbiased for any interfaces fixed beforehand.
 *
 * <p>Source: R. Allen, C. Valeriani, P. ten Wolde, J. Phys.: Condens. Matter 21, 463102 (2009).
 */
public final class ForwardFlux implements Sampler {
  private final Interfaces interfaces;
  private final BasinWalk walk;
  private final Trials trials;
  private final Size size;

  private ForwardFlux(Interfaces interfaces, BasinWalk walk, Trials trials, Size size) {
    this.interfaces = interfaces;
    this.walk = walk;
    this.trials = trials;
    this.size = size;
  }

  /** The method for a cell. */
  public static ForwardFlux of(Dynamics dynamics, Route route, Interfaces interfaces, Size size) {
    return new ForwardFlux(
        interfaces,
        BasinWalk.of(
            dynamics, route, interfaces.basin(), interfaces.burnIn(), interfaces.walkSteps()),
        Trials.of(dynamics, route, interfaces.basin(), size.stepLimit()),
        size);
  }

  @Override
  public StageResult basin(StreamFamily streams, int repeat) {
    return walk.stage(streams, repeat, size.walkers(), interfaces.thresholds().get(0));
  }

  @Override
  public StageResult next(StreamFamily streams, int repeat, int stage, List<Member> population) {
    double threshold = interfaces.thresholds().get(stage);
    if (population.isEmpty()) {
      return StageResult.extinct(repeat, stage, threshold);
    }
    int[] parents =
        Draw.systematic(
            streams, StreamNumber.ofChoices(repeat, stage), population.size(), size.trials());
    List<Trial> attempts = new ArrayList<>();
    for (int trial = 0; trial < parents.length; trial++) {
      attempts.add(
          new Trial(
              population.get(parents[trial]).state(),
              streams,
              StreamNumber.of(repeat, stage, trial)));
    }
    TallySheet sheet = new TallySheet();
    List<Member> members = new ArrayList<>();
    List<TrialOutcome> outcomes = trials.run(attempts, threshold);
    for (int trial = 0; trial < parents.length; trial++) {
      TrialOutcome outcome = outcomes.get(trial);
      sheet.add(outcome);
      if (outcome.crossing().isPresent()) {
        Crossing state = outcome.crossing().get();
        members.add(
            new Member(
                members.size(),
                parents[trial],
                population.get(parents[trial]).ancestor(),
                state,
                -1,
                state.order()));
      }
    }
    return new StageResult(
        sheet.tally(repeat, stage, threshold, parents.length, members.size()), members);
  }

  @Override
  public boolean isLast(StageTally tally) {
    return tally.stage() >= interfaces.stages();
  }
}
