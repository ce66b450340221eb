package org.logscape.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The saddle between two minima: a string of images relaxes to the path of steepest descent (W. E,
 * W. Ren, E. Vanden-Eijnden, J. Chem. Phys. 126, 164103, 2007), and Newton steps from its highest
 * image end at the saddle to machine precision.
 */
public final class StringMethod {
  private static final int IMAGES = 41;
  private static final int ROUNDS = 4_000;
  private static final int TRY_EVERY = 50;

  /** Bends the first string a little, lest it stay on a symmetric ridge. */
  private static final double BEND = 0.01;

  private static final long SEED = 20070428;

  private StringMethod() {}

  /**
   * The saddle on the way from one minimum to another.
   *
   * @throws LandscapeException if no saddle of index one is found
   */
  public static StationaryPoint saddle(SmoothLoss loss, StationaryPoint from, StationaryPoint to) {
    List<double[]> string = straight(from.position(), to.position());
    double step = 0.2 / largestCurvature(loss, string);
    for (int round = 1; round <= ROUNDS; round++) {
      for (int i = 1; i < IMAGES - 1; i++) {
        double[] gradient = loss.gradient(string.get(i));
        double length = Geometry.norm(gradient);
        double gap = Geometry.distance(from.position(), to.position());
        double bounded = Math.min(step, 0.05 * gap / Math.max(length, Double.MIN_NORMAL));
        string.set(i, Geometry.plus(string.get(i), -bounded, gradient));
      }
      string = evenly(string);
      if (round % TRY_EVERY == 0) {
        Optional<StationaryPoint> saddle = polished(loss, string);
        if (saddle.isPresent()) {
          return saddle.get();
        }
      }
    }
    throw new LandscapeException(
        String.format(
            "no saddle found between the minima at %s and %s",
            Geometry.shown(from.position()), Geometry.shown(to.position())));
  }

  /** The saddle that Newton steps reach from the highest image, where it is close to that image. */
  private static Optional<StationaryPoint> polished(SmoothLoss loss, List<double[]> string) {
    int top = 1;
    for (int i = 2; i < IMAGES - 1; i++) {
      if (loss.loss(string.get(i)) > loss.loss(string.get(top))) {
        top = i;
      }
    }
    double[] image = string.get(top);
    double spacing = Geometry.distance(string.get(top - 1), string.get(top + 1));
    return Newton.stationary(loss, image)
        .filter(position -> Geometry.distance(position, image) <= spacing)
        .map(position -> StationaryPoint.of(loss, position))
        .filter(point -> point.index() == 1 && !point.isDegenerate());
  }

  private static List<double[]> straight(double[] from, double[] to) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] way = Geometry.plus(to, -1, from);
    double[] bend = new double[way.length];
    for (int i = 0; i < bend.length; i++) {
      bend[i] = BEND * Geometry.norm(way) * (2 * random.nextDouble() - 1);
    }
    List<double[]> string = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      double share = (double) i / (IMAGES - 1);
      double[] image = Geometry.plus(from, share, way);
      string.add(Geometry.plus(image, 4 * share * (1 - share), bend));
    }
    return string;
  }

  private static double largestCurvature(SmoothLoss loss, List<double[]> string) {
    double largest = Double.MIN_NORMAL;
    for (double[] image : string) {
      double size = Geometry.size(loss.hessian(image));
      largest = Double.isFinite(size) ? Math.max(largest, size) : largest;
    }
    return largest;
  }

  /** Moves the images along the string until they are equally far apart. */
  private static List<double[]> evenly(List<double[]> string) {
    double[] length = new double[IMAGES];
    for (int i = 1; i < IMAGES; i++) {
      length[i] = length[i - 1] + Geometry.distance(string.get(i - 1), string.get(i));
    }
    List<double[]> even = new ArrayList<>();
    int segment = 0;
    for (int i = 0; i < IMAGES; i++) {
      double target = length[IMAGES - 1] * i / (IMAGES - 1);
      while (segment < IMAGES - 2 && length[segment + 1] < target) {
        segment++;
      }
      double gap = length[segment + 1] - length[segment];
      double share = gap > 0 ? (target - length[segment]) / gap : 0;
      double[] way = Geometry.plus(string.get(segment + 1), -1, string.get(segment));
      even.add(Geometry.plus(string.get(segment), share, way));
    }
    even.set(IMAGES - 1, string.get(IMAGES - 1));
    return even;
  }
}
