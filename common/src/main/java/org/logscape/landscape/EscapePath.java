package org.logscape.landscape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.logscape.model.Passage;
import org.logscape.theory.PathProfile;

/**
 * The path of steepest descent from a saddle into the minima on both sides, continued beyond the
 * first along the floor of its valley.
 *
 * @param points theta along the path, from beyond the minimum over the saddle to the other minimum
 * @param minimum which point is the minimum
 * @param saddle which point is the saddle
 */
public record EscapePath(List<double[]> points, int minimum, int saddle) {
  private static final int POINTS = 160;
  private static final double OFFSET = 1e-4;

  /** A point whose distance from rest is below this share of the offset does not move on. */
  private static final double AT_REST = 1e-6;

  private static final int LONGEST = 200_000;
  private static final double STEEPNESS = 0.25;
  private static final double FARTHEST = 2;
  private static final double HIGHEST = 3;
  private static final double ROUNDING = 1e-9;

  /**
   * Follows the path.
   *
   * @throws LandscapeException if the descent from the saddle ends at neither minimum
   */
  public static EscapePath of(SmoothLoss loss, StationaryPoint minimum, Wells.Exit exit) {
    double[] unstable = exit.saddle().eigenvectors()[0];
    double[] way = Geometry.plus(minimum.position(), -1, exit.saddle().position());
    double sign = Geometry.dot(unstable, way) >= 0 ? 1 : -1;
    double[] towards = Geometry.scaled(sign, unstable);
    List<double[]> back = descent(loss, exit.saddle(), towards, minimum);
    List<double[]> forth = descent(loss, exit.saddle(), Geometry.scaled(-1, towards), exit.other());
    List<double[]> path = new ArrayList<>(back);
    Collections.reverse(path);
    List<double[]> beyond = floor(loss, path);
    Collections.reverse(beyond);
    int at = beyond.size();
    beyond.addAll(path);
    beyond.addAll(forth.subList(1, forth.size()));
    return new EscapePath(List.copyOf(beyond), at, at + path.size() - 1);
  }

  /** From the saddle to a minimum, at equal distances. */
  private static List<double[]> descent(
      SmoothLoss loss, StationaryPoint saddle, double[] direction, StationaryPoint minimum) {
    double gap = Geometry.distance(saddle.position(), minimum.position());
    double close = OFFSET * gap;
    List<double[]> way = new ArrayList<>();
    way.add(saddle.position());
    double[] theta = Geometry.plus(saddle.position(), close, direction);
    for (int i = 0; i < LONGEST; i++) {
      way.add(theta);
      if (Geometry.distance(theta, minimum.position()) < close) {
        way.add(minimum.position());
        return evenly(way);
      }
      double curvature = Geometry.size(loss.hessian(theta));
      double steepest = Geometry.norm(loss.gradient(theta));
      if (steepest < AT_REST * close * curvature) {
        break; // at another stationary point
      }
      theta = moved(loss, theta, Math.min(STEEPNESS / curvature, 0.01 * gap / steepest));
    }
    throw new LandscapeException(
        String.format(
            "the way down from the saddle at %s does not end at the minimum at %s, but near %s:"
                + " name that minimum too",
            Geometry.shown(saddle.position()),
            Geometry.shown(minimum.position()),
            Geometry.shown(theta)));
  }

  /** One Runge-Kutta step of d theta/dt = -grad L. */
  private static double[] moved(SmoothLoss loss, double[] theta, double dt) {
    double[] a = loss.gradient(theta);
    double[] b = loss.gradient(Geometry.plus(theta, -dt / 2, a));
    double[] c = loss.gradient(Geometry.plus(theta, -dt / 2, b));
    double[] d = loss.gradient(Geometry.plus(theta, -dt, c));
    double[] sum = Geometry.plus(Geometry.plus(Geometry.plus(a, 2, b), 2, c), 1, d);
    return Geometry.plus(theta, -dt / 6, sum);
  }

  private static List<double[]> evenly(List<double[]> way) {
    double[] length = new double[way.size()];
    for (int i = 1; i < length.length; i++) {
      length[i] = length[i - 1] + Geometry.distance(way.get(i - 1), way.get(i));
    }
    double total = length[length.length - 1];
    List<double[]> even = new ArrayList<>();
    int segment = 0;
    for (int i = 0; i < POINTS; i++) {
      double target = total * i / POINTS;
      while (length[segment + 1] < target) {
        segment++;
      }
      double share = (target - length[segment]) / (length[segment + 1] - length[segment]);
      double[] step = Geometry.plus(way.get(segment + 1), -1, way.get(segment));
      even.add(Geometry.plus(way.get(segment), share, step));
    }
    even.add(way.get(way.size() - 1));
    return even;
  }

  /** Beyond the first point of the path: the lowest points of planes normal to its direction. */
  private static List<double[]> floor(SmoothLoss loss, List<double[]> path) {
    double[] minimum = path.get(0);
    double spacing = Geometry.distance(path.get(1), minimum);
    double[] direction = Geometry.scaled(1 / spacing, Geometry.plus(minimum, -1, path.get(1)));
    double lowest = loss.loss(minimum);
    List<double[]> beyond = new ArrayList<>();
    double[] theta = minimum;
    while (beyond.size() < FARTHEST * path.size()
        && !(Math.log(loss.loss(theta) / lowest) > HIGHEST)) {
      theta = lowest(loss, Geometry.plus(theta, spacing, direction), direction);
      if (!Double.isFinite(loss.loss(theta))) {
        return beyond;
      }
      beyond.add(theta);
    }
    return beyond;
  }

  private static double[] lowest(SmoothLoss loss, double[] start, double[] normal) {
    double[] theta = start;
    for (int i = 0; i < 5 && theta.length > 1; i++) {
      double[] gradient = across(loss.gradient(theta), normal);
      double[][] hessian = acrossWithout(loss.hessian(theta), normal);
      double[] step =
          new LUDecomposition(MatrixUtils.createRealMatrix(hessian), 0)
              .getSolver()
              .solve(new ArrayRealVector(gradient, false))
              .toArray();
      double[] next = Geometry.plus(theta, -1, across(step, normal));
      if (!(loss.loss(next) <= loss.loss(theta))) {
        return theta;
      }
      theta = next;
    }
    return theta;
  }

  private static double[] across(double[] vector, double[] normal) {
    return Geometry.plus(vector, -Geometry.dot(vector, normal), normal);
  }

  /** P H P + c t t^T with P normal to t and c above all curvatures: t is its last eigenvector. */
  private static double[][] acrossWithout(double[][] hessian, double[] normal) {
    int n = normal.length;
    double[] image = Geometry.times(hessian, normal);
    double along = Geometry.dot(image, normal);
    double[][] projected = new double[n][n];
    double size = 1;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        projected[i][j] =
            hessian[i][j]
                - normal[i] * image[j]
                - image[i] * normal[j]
                + along * normal[i] * normal[j];
        size += Math.abs(projected[i][j]);
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        projected[i][j] += 2 * size * normal[i] * normal[j];
      }
    }
    return projected;
  }

  /**
   * What the metric-corrected law needs to know of the path.
   *
   * @param loss the landscape
   * @param metric of its noise
   * @param passage says where the other basin is entered
   */
  public PathProfile profile(SmoothLoss loss, NoiseMetric metric, Passage passage) {
    int count = points.size();
    double[] position = new double[count];
    for (int i = 1; i < count; i++) {
      position[i] = position[i - 1] + Geometry.distance(points.get(i - 1), points.get(i));
    }
    double[] losses = new double[count];
    double[] along = new double[count];
    double[] across = new double[count];
    double[] drift = new double[count];
    for (int i = 0; i < count; i++) {
      double[] before = points.get(Math.max(0, i - 1));
      double[] after = points.get(Math.min(count - 1, i + 1));
      double[] way = Geometry.plus(after, -1, before);
      double length = Geometry.norm(way);
      double[] tangent = Geometry.scaled(1 / length, way);
      double[][] noise = metric.at(points.get(i));
      losses[i] = loss.loss(points.get(i));
      along[i] = Geometry.dot(tangent, Geometry.times(noise, tangent));
      for (int k = 0; k < tangent.length; k++) {
        across[i] += noise[k][k];
      }
      across[i] -= along[i];
      if (tangent.length > 1) {
        double[][] change = difference(loss.hessian(after), loss.hessian(before), length);
        drift[i] = transverseDrift(loss.hessian(points.get(i)), change, noise, tangent);
      }
    }
    return PathProfile.of(
        position, losses, along, across, drift, minimum, saddle, arrival(position, passage));
  }

  /** Arc length at which the path enters the other basin, at most that of the other minimum. */
  private double arrival(double[] position, Passage passage) {
    int last = position.length - 1;
    for (int i = saddle + 1; i <= last; i++) {
      double before = passage.position(points.get(i - 1));
      double after = passage.position(points.get(i));
      if (after <= passage.arrival()) {
        double share = (before - passage.arrival()) / (before - after);
        boolean atMinimum = i == last && share > 1 - ROUNDING;
        return atMinimum
            ? position[last]
            : position[i - 1] + share * (position[i] - position[i - 1]);
      }
    }
    return position[last];
  }

  private static double[][] difference(double[][] after, double[][] before, double length) {
    double[][] change = new double[after.length][after.length];
    for (int i = 0; i < after.length; i++) {
      change[i] = Geometry.scaled(1 / length, Geometry.plus(after[i], -1, before[i]));
    }
    return change;
  }

  /**
   * tr(C dH/ds)/2 over the transverse directions, in units of eta a L / B: C is the covariance of
   * the transverse coordinates, C H + H C = 2 G.
   */
  private static double transverseDrift(
      double[][] hessian, double[][] change, double[][] noise, double[] tangent) {
    EigenDecompositionSymmetric modes =
        new EigenDecompositionSymmetric(
            MatrixUtils.createRealMatrix(acrossWithout(hessian, tangent)), 1e-12, false);
    double[] curvature = modes.getEigenvalues();
    int transverse = curvature.length - 1;
    double[][] mode = new double[transverse][];
    for (int i = 0; i < transverse; i++) {
      mode[i] = modes.getEigenvector(i).toArray();
    }
    double sum = 0;
    for (int i = 0; i < transverse; i++) {
      double[] noiseOf = Geometry.times(noise, mode[i]);
      double[] changeOf = Geometry.times(change, mode[i]);
      for (int j = 0; j < transverse; j++) {
        double stiffness = curvature[i] + curvature[j];
        if (stiffness > 0) {
          double covariance = 2 * Geometry.dot(noiseOf, mode[j]) / stiffness;
          sum += covariance * Geometry.dot(changeOf, mode[j]) / 2;
        }
      }
    }
    return sum;
  }
}
