package org.logscape.rare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.logscape.dynamics.Dynamics;
import org.logscape.random.StreamFamily;

/**
 * Adaptive multilevel splitting. Stage 0 walks in the basin; stage 1 sends N paths from its
 * crossings until each is back in the basin or at the goal; every further stage kills the paths
 * whose largest order parameter is among the lowest half, ties included, and replaces each by a
 * branch of a survivor from the first state in which that one was higher. The rate is the flux
 * times the product of the shares that survive, times the share at the goal in the end.
 *
 * <p>A path is stored as the state that it starts from and the number of its stream, and is
 * simulated again where it is to branch. The paths themselves determine the levels. The estimate is
 * unbiased for discrete steps too, because all ties are killed.
 *
 * <p>Source: C.-E. Br&eacute;hier, M. Gazeau, L. Gouden&egrave;ge, T. Leli&egrave;vre, M. Rousset,
 * "Unbiasedness of some generalized adaptive multilevel splitting algorithms", Ann. Appl. Probab.
 * 26 (2016).
 */
public final class Splitting implements Sampler {
  private final Interfaces interfaces;
  private final double last;
  private final BasinWalk walk;
  private final Trials trials;
  private final Size size;

  private Splitting(Interfaces interfaces, double last, BasinWalk walk, Trials trials, Size size) {
    this.interfaces = interfaces;
    this.last = last;
    this.walk = walk;
    this.trials = trials;
    this.size = size;
  }

  /**
   * The method for a cell.
   *
   * @param interfaces the interfaces, of which only the first is used
   */
  public static Splitting of(Dynamics dynamics, Route route, Interfaces interfaces, Size size) {
    return new Splitting(
        interfaces,
        route.lastThreshold(),
        BasinWalk.of(
            dynamics, route, interfaces.basin(), interfaces.burnIn(), interfaces.walkSteps()),
        Trials.of(dynamics, route, interfaces.basin(), size.stepLimit()),
        size);
  }

  /** Finds where the paths at the goal passed. */
  public Retrace retrace() {
    return Retrace.of(trials);
  }

  @Override
  public StageResult basin(StreamFamily streams, int repeat) {
    return walk.stage(streams, repeat, size.walkers(), interfaces.thresholds().get(0));
  }

  @Override
  public StageResult next(StreamFamily streams, int repeat, int stage, List<Member> population) {
    if (population.isEmpty()) {
      return StageResult.extinct(repeat, stage, last);
    }
    return stage == 1
        ? launch(streams, repeat, population)
        : split(streams, repeat, stage, population);
  }

  /** A level below the last is never that of the goal; extinction ends a repeat too. */
  @Override
  public boolean isLast(StageTally tally) {
    return tally.stage() > 0 && (tally.threshold() == last || tally.crossed() == 0);
  }

  private StageResult launch(StreamFamily streams, int repeat, List<Member> crossings) {
    int[] parents =
        Draw.systematic(
            streams, StreamNumber.ofChoices(repeat, 1), crossings.size(), size.trials());
    List<Member> starts = new ArrayList<>();
    for (int i = 0; i < parents.length; i++) {
      Member parent = crossings.get(parents[i]);
      starts.add(
          new Member(
              i,
              parent.index(),
              parent.ancestor(),
              parent.state(),
              StreamNumber.of(repeat, 1, i),
              0));
    }
    TallySheet sheet = new TallySheet();
    List<Member> paths = walked(streams, starts, sheet);
    return new StageResult(
        sheet.tally(repeat, 1, interfaces.thresholds().get(0), paths.size(), paths.size()), paths);
  }

  private StageResult split(StreamFamily streams, int repeat, int stage, List<Member> paths) {
    double[] highest = paths.stream().mapToDouble(Member::highest).sorted().toArray();
    double level = highest[Math.max(1, highest.length / 2) - 1];
    if (level == Double.POSITIVE_INFINITY) {
      return arrived(streams, repeat, stage, paths);
    }
    List<Member> survivors = paths.stream().filter(path -> path.highest() > level).toList();
    if (survivors.isEmpty()) {
      return new StageResult(
          new TallySheet().tally(repeat, stage, level, paths.size(), 0), List.of());
    }
    double beyond = Math.nextUp(level);
    int[] chosen =
        Draw.independent(
            streams,
            StreamNumber.ofChoices(repeat, stage),
            survivors.size(),
            paths.size() - survivors.size());
    List<Member> parents = Arrays.stream(chosen).mapToObj(survivors::get).toList();
    TallySheet sheet = new TallySheet();
    List<Crossing> branchings = replayed(streams, parents, beyond, sheet);
    List<Member> starts = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < paths.size(); i++) {
      if (!(paths.get(i).highest() > level)) {
        Member parent = parents.get(next);
        starts.add(
            new Member(
                i,
                parent.index(),
                parent.ancestor(),
                branchings.get(next),
                StreamNumber.of(repeat, stage, i),
                0));
        next++;
      }
    }
    List<Member> all = new ArrayList<>(walked(streams, starts, sheet));
    for (Member survivor : survivors) {
      all.add(
          new Member(
              survivor.index(),
              survivor.index(),
              survivor.ancestor(),
              survivor.state(),
              survivor.stream(),
              survivor.highest()));
    }
    all.sort((a, b) -> Integer.compare(a.index(), b.index()));
    return new StageResult(sheet.tally(repeat, stage, level, paths.size(), survivors.size()), all);
  }

  /** Half of the paths and more are at the goal: the states in which they got there. */
  private StageResult arrived(StreamFamily streams, int repeat, int stage, List<Member> paths) {
    List<Member> there =
        paths.stream().filter(path -> path.highest() == Double.POSITIVE_INFINITY).toList();
    TallySheet sheet = new TallySheet();
    List<Crossing> states = replayed(streams, there, Double.POSITIVE_INFINITY, sheet);
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < there.size(); i++) {
      Member path = there.get(i);
      members.add(
          new Member(
              i, path.index(), path.ancestor(), states.get(i), -1, Double.POSITIVE_INFINITY));
    }
    return new StageResult(sheet.tally(repeat, stage, last, paths.size(), there.size()), members);
  }

  /** The first state beyond a level that each path is known to pass. */
  private List<Crossing> replayed(
      StreamFamily streams, List<Member> paths, double beyond, TallySheet sheet) {
    List<TrialOutcome> outcomes =
        trials.run(
            paths.stream().map(p -> new Trial(p.state(), streams, p.stream())).toList(), beyond);
    outcomes.forEach(sheet::addReplay);
    return outcomes.stream().map(outcome -> outcome.crossing().orElseThrow()).toList();
  }

  /** The paths from these starts, to their ends. */
  private List<Member> walked(StreamFamily streams, List<Member> starts, TallySheet sheet) {
    List<TrialOutcome> outcomes =
        trials.run(
            starts.stream().map(s -> new Trial(s.state(), streams, s.stream())).toList(),
            Double.POSITIVE_INFINITY);
    List<Member> paths = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      sheet.add(outcomes.get(i));
      Member start = starts.get(i);
      paths.add(
          new Member(
              start.index(),
              start.parent(),
              start.ancestor(),
              start.state(),
              start.stream(),
              outcomes.get(i).highest()));
    }
    return paths;
  }
}
