package org.logscape.dynamics;

import java.util.Arrays;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.SampleTable;
import org.logscape.random.LaneStreams;
import org.logscape.simd.Lanes;

/**
 * SGD on a finite data set, replica by replica: each reads rows of its own, so vectors lie along
 * the coordinates. First all residuals of a step, then its gradient: rows are fetched once and read
 * again from the nearest cache.
 */
final class FiniteStepper implements Stepper {
  private final FiniteLinearRegression model;
  private final SampleTable table;
  private final Ensemble ensemble;
  private final SampleOrder order;
  private final int perStep;
  private final double[] weight;
  private final double[] rate;
  private final double[] centre;
  private final double[] half;
  private final long[] chosen;
  private final int[] starts;
  private final double[] partial;
  private final double[] scaled;
  private final double[] gradient;

  FiniteStepper(
      FiniteLinearRegression model,
      double learningRate,
      int batchSize,
      NoiseEnhancement enhancement,
      Sampling sampling,
      int lanes) {
    this.model = model;
    table = model.table();
    int d = model.dimensions();
    int stride = table.stride();
    perStep = batchSize * enhancement.minibatches();
    ensemble = Ensemble.byReplica(d, lanes, stride);
    order = order(sampling, ensemble.streams());
    weight = new double[perStep];
    for (int s = 0; s < perStep; s++) {
      weight[s] = enhancement.weight(s / batchSize) / batchSize;
    }
    // the column of the label carries v = -1, which no step moves and which costs no loss
    rate = new double[stride];
    Arrays.fill(rate, 0, d, -learningRate);
    centre = Arrays.copyOf(model.minimum(), stride);
    half = Arrays.copyOf(Arrays.stream(model.spectrum()).map(h -> 0.5 * h).toArray(), stride);
    chosen = new long[perStep * Lanes.GROUP];
    starts = new int[perStep];
    partial = new double[perStep * Lanes.GROUP];
    scaled = new double[perStep];
    gradient = new double[stride];
  }

  private SampleOrder order(Sampling sampling, LaneStreams streams) {
    return switch (sampling) {
      case REPLACEMENT -> SampleOrder.withReplacement(table, perStep, streams);
      case EPOCH -> SampleOrder.byEpoch(table, perStep, streams);
      case ONLINE, ONLINE_IN_LAW ->
          throw new IllegalArgumentException(
              sampling + " sampling needs a model with fresh samples");
    };
  }

  @Override
  public Ensemble ensemble() {
    return ensemble;
  }

  @Override
  public void seat(int lane) {
    ensemble.theta()[lane][model.dimensions()] = -1;
    ensemble.loss()[lane] = model.loss(ensemble.thetaOf(lane));
    order.seat(lane);
  }

  @Override
  public int[] position(int lane) {
    return order.position(lane);
  }

  @Override
  public void resume(int lane, double loss, int[] position) {
    seat(lane);
    ensemble.loss()[lane] = loss;
    order.resume(lane, position);
  }

  @Override
  public void move(int from, int to) {
    ensemble.move(from, to);
    order.move(from, to);
  }

  @Override
  public void step() {
    int live = ensemble.live();
    ensemble.turnLoss();
    for (int lane = 0; lane < live; lane += Lanes.GROUP) {
      int inGroup = Math.min(Lanes.GROUP, live - lane);
      order.choose(lane / Lanes.GROUP, inGroup, chosen);
      for (int i = 0; i < inGroup; i++) {
        step(lane + i, i);
      }
    }
  }

  private void step(int lane, int i) {
    double[] v = ensemble.theta()[lane];
    double[] rows = table.values();
    for (int s = 0; s < perStep; s++) {
      starts[s] = table.start((int) chosen[s * Lanes.GROUP + i]);
    }
    RowSums.INSTANCE.products(v, rows, starts, perStep, partial);
    for (int s = 0; s < perStep; s++) {
      scaled[s] = weight[s] * RowSums.tree(partial, s * Lanes.GROUP);
    }
    RowSums.INSTANCE.gradient(rows, starts, perStep, scaled, gradient);
    RowSums.INSTANCE.move(v, gradient, rate, centre, half, partial);
    ensemble.loss()[lane] = model.minimumLoss() + RowSums.tree(partial, 0);
  }
}
