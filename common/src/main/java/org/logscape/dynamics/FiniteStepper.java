package org.logscape.dynamics;

import java.util.Arrays;
import org.logscape.dynamics.order.SampleOrder;
import org.logscape.dynamics.rows.RowSums;
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

  private final Buffers buffers;

  /** Rows before a step; no coordinates without momentum and weight decay. */
  private final double[][] before;

  /** The gradients of one replica, and then its directions. */
  private final double[] slope;

  FiniteStepper(FiniteLinearRegression model, SgdSettings settings, int lanes) {
    this.model = model;
    this.settings = settings;
    table = model.table();
    int d = model.dimensions();
    int stride = table.stride();
    ensemble = Ensemble.byReplica(d, lanes, stride);
    buffers = Buffers.byReplica(settings.filter(), d, lanes);
    slope = new double[d];
    before = new double[lanes][settings.isPlain() ? 0 : d];
    ensemble.carries(buffers::of);
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
    buffers.seat(lane);
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
    buffers.restore(lane, motion.velocity());
  }

  @Override
  public void move(int from, int to) {
    ensemble.move(from, to);
    order.move(from, to);
    buffers.move(from, to);
  }

  @Override
  public void step() {
    int live = ensemble.live();
    double[][] theta = ensemble.theta();
    ensemble.turnLoss();
    if (!settings.isPlain()) {
      keep(theta, live);
    }
    for (int lane = 0; lane < live; lane += Lanes.GROUP) {
      int inGroup = Math.min(Lanes.GROUP, live - lane);
      order.choose(lane / Lanes.GROUP, inGroup, chosen);
      sums.step(theta, lane, inGroup, table, chosen, weights, descent, workspace, ensemble.loss());
    }
    if (!settings.isPlain()) {
      buffers.age();
      for (int lane = 0; lane < live; lane++) {
        replace(lane, theta[lane]);
      }
    }
  }

  /** Keeps the rows as they are before a step. */
  private void keep(double[][] theta, int live) {
    for (int lane = 0; lane < live; lane++) {
      System.arraycopy(theta[lane], 0, before[lane], 0, before[lane].length);
    }
  }

  /**
   * Replaces the plain step of a lane by one with weight decay and momentum: the sums have moved
   * the row by -eta g, which gives g.
   */
  private void replace(int lane, double[] row) {
    double[] from = before[lane];
    for (int i = 0; i < from.length; i++) {
      double gradient = (from[i] - row[i]) / settings.learningRate();
      slope[i] = Math.fma(settings.weightDecay(), from[i], gradient);
    }
    buffers.direct(lane, slope, slope.length);
    for (int i = 0; i < from.length; i++) {
      row[i] = Math.fma(-settings.learningRate(), slope[i], from[i]);
    }
    ensemble.loss()[lane] = model.loss(ensemble.thetaOf(lane));
  }
}
