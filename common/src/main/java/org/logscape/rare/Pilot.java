package org.logscape.rare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.Ensemble;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.Clock;
import org.logscape.kernel.LookTimes;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Observer;
import org.logscape.kernel.Origin;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Start;
import org.logscape.kernel.Status;
import org.logscape.random.StreamFamily;

/**
 * Places the interfaces automatically. A walk in the basin gives the order parameter's median,
 * which bounds the basin, and its 90th percentile, the first interface. Then trials from each
 * interface run back to the basin, and the next interface is the level that a quarter of them pass.
 * Equal crossing probabilities waste the fewest trials. The pilot's own numbers enter no estimate,
 * so the interfaces are fixed beforehand for the sampling proper.
 */
public final class Pilot {
  private static final double PROBABILITY = 0.25;
  private static final int TRIALS = 400;
  private static final int WALKERS = 64;
  private static final int RELAXATIONS = 100;
  private static final int BURN_IN = 10;
  private static final int MOST_STAGES = 400;

  private final Dynamics dynamics;
  private final Route route;
  private final Size size;
  private final long budget;
  private final OptionalInt count;
  private final long relaxation;

  private Pilot(
      Dynamics dynamics, Route route, Size size, long budget, OptionalInt count, long relaxation) {
    this.dynamics = dynamics;
    this.route = route;
    this.size = size;
    this.budget = budget;
    this.count = count;
    this.relaxation = relaxation;
  }

  /**
   * The pilot of a cell.
   *
   * @param size of the repeats that follow; stage 0 is made long enough for about as many crossings
   *     as there are trials
   * @param budget the most steps that it may take
   * @param count number of interfaces after the basin's bound, the goal's included; chosen by the
   *     pilot if empty
   */
  public static Pilot of(
      Dynamics dynamics, Route route, Size size, long budget, OptionalInt count) {
    double curvatureStep = dynamics.learningRate() * dynamics.basin().outlierCurvature();
    long relaxation = dynamics.wholeLooks((long) Math.max(1, Math.ceil(1 / curvatureStep)));
    return new Pilot(dynamics, route, size, budget, count, relaxation);
  }

  /** Places them. */
  public Interfaces run(StreamFamily streams) {
    double[] values = stationaryValues(streams);
    double first = Math.min(quantile(values, 0.9), route.lastThreshold());
    double basin = quantile(values, 0.5);
    if (!(basin < first)) {
      // the goal is hardly outside the basin
      basin = 0.5 * (values[0] + first);
    }
    long spent = (long) WALKERS * RELAXATIONS * relaxation;
    BasinWalk.Sample sample =
        BasinWalk.of(dynamics, route, basin, BURN_IN * relaxation, RELAXATIONS * relaxation)
            .run(streams, StreamNumber.of(1, 0, 0), WALKERS, first);
    spent += sample.stepsTaken();
    long burnIn = BURN_IN * relaxation;
    double perStep =
        Math.max(1, sample.crossings().size()) / (double) Math.max(1, sample.stepsAtRisk());
    long walk =
        dynamics.wholeLooks(
            Math.max(
                RELAXATIONS * relaxation,
                (long) Math.ceil(size.trials() / (perStep * size.walkers()))));
    Ladder ladder = climb(streams, sample.crossings(), basin, first, spent);
    return new Interfaces(basin, spaced(ladder), burnIn, walk, ladder.steps, ladder.end);
  }

  /** Interfaces that were found, and the logarithm of the chance to get to each from the first. */
  private static final class Ladder {
    private final List<Double> levels = new ArrayList<>();
    private final List<Double> logChance = new ArrayList<>();
    private double logChanceOfGoal;
    private long steps;
    private Interfaces.PilotEnd end = Interfaces.PilotEnd.STUCK;

    void add(double level, double chance) {
      levels.add(level);
      logChance.add(chance);
    }
  }

  private Ladder climb(
      StreamFamily streams, List<Crossing> crossings, double basin, double first, long spent) {
    Ladder ladder = new Ladder();
    ladder.add(first, 0);
    ladder.steps = spent;
    Trials trials = Trials.of(dynamics, route, basin, size.stepLimit());
    List<Crossing> pool = crossings;
    double chance = 0;
    double level = first;
    if (first >= route.lastThreshold()) {
      ladder.end = Interfaces.PilotEnd.REACHED;
      return ladder;
    }
    for (int stage = 1; stage <= MOST_STAGES && !pool.isEmpty(); stage++) {
      if (ladder.steps > budget) {
        ladder.end = Interfaces.PilotEnd.BUDGET;
        return ladder;
      }
      List<Trial> attempts = attempts(streams, pool, stage);
      List<TrialOutcome> outcomes = trials.run(attempts, Double.POSITIVE_INFINITY);
      double[] highest = outcomes.stream().mapToDouble(TrialOutcome::highest).sorted().toArray();
      ladder.steps += outcomes.stream().mapToLong(TrialOutcome::steps).sum();
      double next = highest[(int) (highest.length * (1 - PROBABILITY))];
      if (next >= route.lastThreshold()) {
        long there = Arrays.stream(highest).filter(Double::isInfinite).count();
        ladder.logChanceOfGoal = chance + Math.log((double) there / TRIALS);
        ladder.end = Interfaces.PilotEnd.REACHED;
        return ladder;
      }
      if (!(next > level)) {
        return ladder;
      }
      List<Trial> passing = new ArrayList<>();
      for (int i = 0; i < outcomes.size(); i++) {
        if (outcomes.get(i).highest() >= next) {
          passing.add(attempts.get(i));
        }
      }
      List<TrialOutcome> again = trials.run(passing, next);
      ladder.steps += again.stream().mapToLong(TrialOutcome::steps).sum();
      pool = again.stream().flatMap(outcome -> outcome.crossing().stream()).toList();
      chance += Math.log((double) passing.size() / TRIALS);
      level = next;
      ladder.add(level, chance);
    }
    return ladder;
  }

  private static List<Trial> attempts(StreamFamily streams, List<Crossing> pool, int stage) {
    int[] chosen = Draw.systematic(streams, StreamNumber.ofChoices(1, stage), pool.size(), TRIALS);
    return IntStream.range(0, TRIALS)
        .mapToObj(i -> new Trial(pool.get(chosen[i]), streams, StreamNumber.of(1, stage, i)))
        .toList();
  }

  /** As found, or as many as were asked for, at equal steps of the logarithm of the chance. */
  private List<Double> spaced(Ladder ladder) {
    TreeSet<Double> thresholds = new TreeSet<>(ladder.levels);
    double goal = route.lastThreshold();
    if (count.isPresent() && ladder.end == Interfaces.PilotEnd.REACHED) {
      List<Double> levels = new ArrayList<>(ladder.levels);
      List<Double> chances = new ArrayList<>(ladder.logChance);
      if (route.goalIsOnOrder() && levels.get(levels.size() - 1) < goal) {
        levels.add(goal);
        chances.add(ladder.logChanceOfGoal);
      }
      int inner = count.getAsInt() - 2;
      double end = chances.get(chances.size() - 1);
      thresholds.clear();
      thresholds.add(levels.get(0));
      for (int j = 1; j <= inner; j++) {
        thresholds.add(level(levels, chances, end * j / (inner + 1)));
      }
    }
    thresholds.add(goal);
    return List.copyOf(thresholds);
  }

  private static double level(List<Double> levels, List<Double> chances, double wanted) {
    int i = 1;
    while (i < levels.size() - 1 && chances.get(i) > wanted) {
      i++;
    }
    if (levels.size() == 1) {
      return levels.get(0);
    }
    double width = chances.get(i) - chances.get(i - 1);
    double share = width == 0 ? 0 : (wanted - chances.get(i - 1)) / width;
    return levels.get(i - 1) + share * (levels.get(i) - levels.get(i - 1));
  }

  private double[] stationaryValues(StreamFamily streams) {
    long burnIn = BURN_IN * relaxation;
    long every = dynamics.wholeLooks(Math.max(1, relaxation / 4));
    List<Origin> origins =
        IntStream.range(0, WALKERS)
            .mapToObj(w -> route.departure().origin(dynamics, streams, StreamNumber.of(0, 0, w)))
            .toList();
    List<RunOutcome> runs =
        BlockKernel.untilEvent(
                dynamics,
                Start.minimum(),
                burnIn + RELAXATIONS * relaxation,
                List.of(lanes -> new ValueWatch(burnIn, every, lanes)))
            .from(origins);
    double[] values =
        runs.stream()
            .flatMap(run -> run.observations().stream())
            .flatMapToDouble(seen -> ((Values) seen).all().stream().mapToDouble(v -> v))
            .sorted()
            .toArray();
    return values.length > 0 ? values : new double[] {route.goal()};
  }

  private static double quantile(double[] sorted, double level) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (level * sorted.length))];
  }

  private record Values(List<Double> all) implements Observation {}

  /** The order parameter every few steps, from the start, where it is smallest, to the goal. */
  private final class ValueWatch implements Observer {
    private final long burnIn;
    private final long every;
    private final Gauge gauge;
    private final LookTimes looks;
    private final List<List<Double>> values = new ArrayList<>();

    ValueWatch(long burnIn, long every, int lanes) {
      this.burnIn = burnIn;
      this.every = every;
      gauge = new Gauge(route, lanes);
      looks = LookTimes.every(dynamics.stepsPerLook(), lanes);
      for (int lane = 0; lane < lanes; lane++) {
        values.add(new ArrayList<>());
      }
    }

    @Override
    public void seat(int lane, Ensemble ensemble, Clock clock) {
      gauge.read(ensemble);
      looks.seat(lane, clock);
      values.set(lane, new ArrayList<>(List.of(gauge.order(lane))));
    }

    @Override
    public long due(int live, Clock clock) {
      return looks.next(live, clock);
    }

    @Override
    public void look(Ensemble ensemble, Clock clock) {
      gauge.read(ensemble);
      for (int lane = 0; lane < ensemble.live(); lane++) {
        if (!looks.take(lane, clock)) {
          continue;
        }
        if (gauge.arrived(lane)) {
          clock.end(lane);
        } else if (clock.steps(lane) > burnIn && clock.steps(lane) % every == 0) {
          values.get(lane).add(gauge.order(lane));
        }
      }
    }

    @Override
    public void finish(
        int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
      sink.accept(new Values(values.get(lane).stream().filter(v -> Double.isFinite(v)).toList()));
    }

    @Override
    public void move(int from, int to) {
      looks.move(from, to);
      values.set(to, values.get(from));
    }
  }
}
