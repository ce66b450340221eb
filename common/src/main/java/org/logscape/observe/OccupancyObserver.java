package org.logscape.observe;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.logscape.dynamics.Ensemble;
import org.logscape.kernel.Clock;
import org.logscape.kernel.LookTimes;
import org.logscape.kernel.NumberSink;
import org.logscape.kernel.NumberSource;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Observer;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Status;
import org.logscape.model.BasinRegion;
import org.logscape.model.Slab;

/**
 * Counts the steps that a run spends in each basin, and its visits. A run belongs to the basin
 * whose region it entered last. A run that moves back and forth over the ridge has not changed its
 * basin. Departures over steps are the rate of settling in another basin. Steps before a run first
 * enters a region are not counted.
 */
public final class OccupancyObserver implements Observer {
  private static final int NOWHERE = -1;

  private final List<BasinRegion> regions;
  private final long burnIn;
  private final LookTimes looks;
  private final boolean[] looked;

  /** Whether a lane is in a region, at {@code [region][lane]}. */
  private final boolean[][] inside;

  private final int[] basin;
  private final long[] since;

  /** Of basin b of a lane at {@code [lane][b]}. */
  private final long[][] steps;

  private final long[][] visits;
  private final long[][] departures;

  private OccupancyObserver(List<BasinRegion> regions, long burnIn, long every, int lanes) {
    this.regions = regions;
    this.burnIn = burnIn;
    looks = LookTimes.every(every, lanes);
    looked = new boolean[lanes];
    inside = new boolean[regions.size()][lanes];
    basin = new int[lanes];
    since = new long[lanes];
    steps = new long[lanes][regions.size()];
    visits = new long[lanes][regions.size()];
    departures = new long[lanes][regions.size()];
  }

  /**
   * Watches the basins of a landscape.
   *
   * @param regions of all basins
   * @param burnIn steps at the start of a run that are left out, not negative
   * @param every steps from look to look, at least 1
   */
  public static ObserverFactory of(List<BasinRegion> regions, long burnIn, long every) {
    List<BasinRegion> kept = List.copyOf(regions);
    return lanes -> new OccupancyObserver(kept, burnIn, every, lanes);
  }

  @Override
  public void seat(int lane, Ensemble ensemble, Clock clock) {
    looks.seat(lane, clock);
    Arrays.fill(steps[lane], 0);
    Arrays.fill(visits[lane], 0);
    Arrays.fill(departures[lane], 0);
    double[] theta = ensemble.thetaOf(lane);
    basin[lane] = NOWHERE;
    for (int b = regions.size() - 1; b >= 0; b--) {
      basin[lane] = regions.get(b).holds(theta) ? b : basin[lane];
    }
    since[lane] = clock.steps(lane);
  }

  @Override
  public long due(int live, Clock clock) {
    return looks.next(live, clock);
  }

  @Override
  public void look(Ensemble ensemble, Clock clock) {
    int live = ensemble.live();
    for (int lane = 0; lane < live; lane++) {
      looked[lane] = looks.take(lane, clock);
    }
    for (int b = 0; b < inside.length; b++) {
      place(ensemble, regions.get(b), inside[b], live);
    }
    for (int lane = 0; lane < live; lane++) {
      if (looked[lane] && !(basin[lane] != NOWHERE && inside[basin[lane]][lane])) {
        change(lane, clock.steps(lane));
      }
    }
  }

  private static void place(Ensemble ensemble, BasinRegion region, boolean[] inside, int live) {
    Arrays.fill(inside, 0, live, true);
    for (Slab slab : region.slabs()) {
      double[] position = ensemble.along(slab.passage());
      for (int lane = 0; lane < live; lane++) {
        inside[lane] &= slab.holds(position[lane]);
      }
    }
  }

  /** The run has left its region; perhaps it has entered another one. */
  private void change(int lane, long step) {
    for (int b = 0; b < inside.length; b++) {
      if (inside[b][lane]) {
        if (step > burnIn && basin[lane] != NOWHERE) {
          departures[lane][basin[lane]]++;
        }
        close(lane, step);
        basin[lane] = b;
        since[lane] = step;
        return;
      }
    }
  }

  /** Counts a stay that ends at a step, if it reaches beyond the burn-in. */
  private void close(int lane, long step) {
    if (step > burnIn && basin[lane] != NOWHERE) {
      steps[lane][basin[lane]] += step - Math.max(since[lane], burnIn);
      visits[lane][basin[lane]]++;
    }
  }

  @Override
  public void finish(
      int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
    close(lane, clock.steps(lane));
    for (int b = 0; b < regions.size(); b++) {
      sink.accept(
          new Occupancy(
              regions.get(b).name(), steps[lane][b], visits[lane][b], departures[lane][b]));
    }
  }

  @Override
  public void save(int lane, Clock clock, LongConsumer numbers) {
    new NumberSink(numbers)
        .put((long) basin[lane])
        .put(since[lane])
        .put(steps[lane])
        .put(visits[lane])
        .put(departures[lane]);
  }

  @Override
  public void resume(int lane, Ensemble ensemble, Clock clock, LongSupplier numbers) {
    NumberSource source = new NumberSource(numbers);
    basin[lane] = (int) source.whole();
    since[lane] = source.whole();
    steps[lane] = source.wholes();
    visits[lane] = source.wholes();
    departures[lane] = source.wholes();
    looks.seat(lane, clock);
  }

  @Override
  public void move(int from, int to) {
    looks.move(from, to);
    basin[to] = basin[from];
    since[to] = since[from];
    System.arraycopy(steps[from], 0, steps[to], 0, steps[to].length);
    System.arraycopy(visits[from], 0, visits[to], 0, visits[to].length);
    System.arraycopy(departures[from], 0, departures[to], 0, departures[to].length);
  }
}
