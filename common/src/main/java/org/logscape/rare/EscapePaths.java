package org.logscape.rare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ensemble of escape paths: the states in which those that reach the goal passed each
 * interface, found by following parents back from the end. A state counts by how much of the rate
 * descends from it.
 */
public final class EscapePaths {
  private final Optional<double[]> saddle;
  private final Map<Integer, Map<Crossing, Double>> weights = new HashMap<>();

  private EscapePaths(Optional<double[]> saddle) {
    this.saddle = saddle;
  }

  /**
   * An empty ensemble.
   *
   * @param saddle parameters of the saddle, where there is one
   */
  public static EscapePaths beside(Optional<double[]> saddle) {
    return new EscapePaths(saddle);
  }

  /**
   * Adds a repeat.
   *
   * @param stages its populations, stage by stage, each in the order of its places
   * @param weight its share of the rate
   */
  public EscapePaths with(List<List<Member>> stages, double weight) {
    int last = stages.size() - 1;
    List<Member> there = stages.get(last);
    for (Member end : there) {
      Member at = end;
      for (int stage = last; stage >= 0; stage--) {
        weights
            .computeIfAbsent(stage, s -> new HashMap<>())
            .merge(at.state(), weight / there.size(), Double::sum);
        if (stage > 0) {
          at = stages.get(stage - 1).get(at.parent());
        }
      }
    }
    return this;
  }

  /**
   * The ensemble at one interface.
   *
   * @param stage the stage that leads to it
   * @param effectivePaths effective number of different states
   * @param thetaMean mean parameters
   * @param thetaSd standard deviation of each
   * @param saddleDistance mean distance from the saddle; empty without one
   */
  public record Point(
      int stage,
      double effectivePaths,
      double lossMean,
      double lossSd,
      double[] thetaMean,
      double[] thetaSd,
      Optional<Double> saddleDistance) {}

  /** One point for each stage from 0; none where nothing reached the goal. */
  public List<Point> points() {
    List<Point> points = new ArrayList<>();
    weights.keySet().stream()
        .sorted()
        .forEach(stage -> points.add(point(stage, weights.get(stage))));
    return points;
  }

  private Point point(int stage, Map<Crossing, Double> states) {
    // in an order that hashing does not decide, so that sums have the same bits everywhere
    List<Map.Entry<Crossing, Double>> sorted = new ArrayList<>(states.entrySet());
    sorted.sort(
        (a, b) -> {
          int byLoss = Double.compare(a.getKey().loss(), b.getKey().loss());
          return byLoss != 0 ? byLoss : Arrays.compare(a.getKey().theta(), b.getKey().theta());
        });
    double sum = 0;
    double squares = 0;
    double loss = 0;
    double distance = 0;
    double[] mean = new double[sorted.get(0).getKey().theta().length];
    for (Map.Entry<Crossing, Double> entry : sorted) {
      double w = entry.getValue();
      double[] theta = entry.getKey().theta();
      sum += w;
      squares += w * w;
      loss += w * entry.getKey().loss();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += w * theta[i];
      }
      distance += w * saddle.map(s -> distance(s, theta)).orElse(0.0);
    }
    loss /= sum;
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= sum;
    }
    double lossSpread = 0;
    double[] spread = new double[mean.length];
    for (Map.Entry<Crossing, Double> entry : sorted) {
      double w = entry.getValue() / sum;
      double[] theta = entry.getKey().theta();
      lossSpread += w * (entry.getKey().loss() - loss) * (entry.getKey().loss() - loss);
      for (int i = 0; i < mean.length; i++) {
        spread[i] += w * (theta[i] - mean[i]) * (theta[i] - mean[i]);
      }
    }
    for (int i = 0; i < mean.length; i++) {
      spread[i] = Math.sqrt(spread[i]);
    }
    double meanDistance = distance / sum;
    return new Point(
        stage,
        sum * sum / squares,
        loss,
        Math.sqrt(lossSpread),
        mean,
        spread,
        saddle.map(s -> meanDistance));
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
