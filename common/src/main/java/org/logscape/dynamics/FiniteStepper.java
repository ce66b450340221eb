package org.logscape.dynamics;

import java.util.Arrays;
import org.logscape.dynamics.NoiseEnhancement.EarlierGradient;
import org.logscape.dynamics.order.SampleOrder;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.SampleTable;
import org.logscape.simd.Lanes;

/**
 * SGD on a finite data set: each replica reads rows of its own, so vectors lie along the
 * coordinates. First all residuals of a step, then its gradient: rows are fetched once and read
 * again from the nearest cache.
 */
final class FiniteStepper implements Stepper {
  private final FiniteLinearRegression model;
  private final SampleTable table;
  private final Ensemble ensemble;
  private final SampleOrder order;
  private final RowSums sums;
  private final RowSums.Descent descent;
  private final double[] weights;
  private final long[] chosen;
  private final RowSums.Workspace workspace;
  private final SgdSettings settings;

  /** By replica; no coordinates without momentum. Of two buffers it is the newer. */
  private final double[][] velocity;

  /** By replica, the older of two buffers; no coordinates where steps do not look back. */
  private final double[][] older;

  /** Rows before a step; no coordinates without momentum and weight decay. */
  private final double[][] before;

  FiniteStepper(FiniteLinearRegression model, SgdSettings settings, int lanes) {
    this.model = model;
    this.settings = settings;
    table = model.table();
    int d = model.dimensions();
    int stride = table.stride();
    ensemble = Ensemble.byReplica(d, lanes, stride);
    velocity = new double[lanes][settings.hasVelocity() ? d : 0];
    older = new double[lanes][settings.enhancement().looksBack() ? d : 0];
    before = new double[lanes][isPlain() ? 0 : d];
    ensemble.carries(this::velocityOf);
    order = settings.order(table.samples(), ensemble.streams());
    ensemble.draws(order);
    sums = RowSums.of(stride);
    weights = settings.weights();
    double[] half = Arrays.stream(model.spectrum()).map(h -> 0.5 * h).toArray();
    double[] rates = new double[d];
    Arrays.fill(rates, -settings.learningRate());
    descent =
        new RowSums.Descent(
            d,
            Arrays.copyOf(rates, stride),
            Arrays.copyOf(model.minimum(), stride),
            Arrays.copyOf(half, stride),
            model.minimumLoss());
    chosen = new long[weights.length * Lanes.GROUP];
    workspace = RowSums.Workspace.of(weights.length);
  }

  @Override
  public Ensemble ensemble() {
    return ensemble;
  }

  @Override
  public void seat(int lane) {
    pad(lane);
    ensemble.loss()[lane] = model.loss(ensemble.thetaOf(lane));
    order.seat(lane);
    Arrays.fill(velocity[lane], 0);
    Arrays.fill(older[lane], 0);
  }

  /** As in {@link Motion}, a fresh array. */
  private double[] velocityOf(int lane) {
    int d = velocity[lane].length;
    double[] both = Arrays.copyOf(velocity[lane], d + older[lane].length);
    System.arraycopy(older[lane], 0, both, d, older[lane].length);
    return both;
  }

  /**
   * Sets what follows the parameters, -1 for the label and zeros to the end of the row. Steps leave
   * it so, but for those of a replica that diverges.
   */
  private void pad(int lane) {
    double[] row = ensemble.theta()[lane];
    row[model.dimensions()] = -1;
    Arrays.fill(row, model.dimensions() + 1, row.length, 0);
  }

  @Override
  public void restore(int lane, Motion motion, long steps) {
    order.resume(lane, motion.position());
    double[] moving = motion.velocity();
    if (moving.length > 0) {
      int d = velocity[lane].length;
      System.arraycopy(moving, 0, velocity[lane], 0, d);
      System.arraycopy(moving, d, older[lane], 0, older[lane].length);
    }
  }

  @Override
  public void move(int from, int to) {
    ensemble.move(from, to);
    order.move(from, to);
    System.arraycopy(velocity[from], 0, velocity[to], 0, velocity[to].length);
    System.arraycopy(older[from], 0, older[to], 0, older[to].length);
  }

  @Override
  public void step() {
    int live = ensemble.live();
    double[][] theta = ensemble.theta();
    ensemble.turnLoss();
    for (int lane = 0; lane < live; lane++) {
      System.arraycopy(theta[lane], 0, before[lane], 0, before[lane].length);
    }
    for (int lane = 0; lane < live; lane += Lanes.GROUP) {
      int inGroup = Math.min(Lanes.GROUP, live - lane);
      order.choose(lane / Lanes.GROUP, inGroup, chosen);
      sums.step(theta, lane, inGroup, table, chosen, weights, descent, workspace, ensemble.loss());
    }
    if (!isPlain()) {
      for (int lane = 0; lane < live; lane++) {
        replace(lane, theta[lane]);
      }
    }
  }

  /** Whether a step is that of the sums. */
  private boolean isPlain() {
    return !settings.hasVelocity() && !settings.hasWeightDecay();
  }

  /**
   * Replaces the plain step of a lane by one with weight decay and momentum: the sums have moved
   * the row by -eta g, which gives g.
   */
  private void replace(int lane, double[] row) {
    double[] from = before[lane];
    boolean looksBack = settings.enhancement().looksBack();
    if (looksBack) {
      double[] swap = velocity[lane];
      velocity[lane] = older[lane];
      older[lane] = swap;
    }
    double[] v = velocity[lane];
    for (int i = 0; i < from.length; i++) {
      double gradient = (from[i] - row[i]) / settings.learningRate();
      double slope = Math.fma(settings.weightDecay(), from[i], gradient);
      if (looksBack) {
        v[i] = EarlierGradient.buffer(settings.momentum(), v[i], slope);
        slope = EarlierGradient.direction(settings.enhancement().earlier(), v[i], older[lane][i]);
      } else if (settings.hasVelocity()) {
        v[i] = Math.fma(settings.momentum(), v[i], slope);
        slope = v[i];
      }
      row[i] = Math.fma(-settings.learningRate(), slope, from[i]);
    }
    ensemble.loss()[lane] = model.loss(ensemble.thetaOf(lane));
  }
}
