package org.logscape.dynamics;

import java.util.Arrays;
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

  FiniteStepper(
      FiniteLinearRegression model, SgdSettings settings, int lanes) {
    this.model = model;
    table = model.table();
    int d = model.dimensions();
    int stride = table.stride();
    ensemble = Ensemble.byReplica(d, lanes, stride);
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
  public void restore(int lane, Motion motion) {
    order.resume(lane, motion.position());
  }

  @Override
  public void move(int from, int to) {
    ensemble.move(from, to);
    order.move(from, to);
  }

  @Override
  public void step() {
    int live = ensemble.live();
    double[][] theta = ensemble.theta();
    ensemble.turnLoss();
    for (int lane = 0; lane < live; lane += Lanes.GROUP) {
      int inGroup = Math.min(Lanes.GROUP, live - lane);
      order.choose(lane / Lanes.GROUP, inGroup, chosen);
      sums.step(theta, lane, inGroup, table, chosen, weights, descent, workspace, ensemble.loss());
    }
  }
}
