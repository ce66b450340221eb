package org.logscape.statistics.powerlaw;

/** A distance between the distribution functions of a law, F, and of a sample, S, as both grow. */
final class Gap {
  private final TailDistance distance;
  private double above;
  private double below;
  private double squared;

  Gap(TailDistance distance) {
    this.distance = distance;
  }

  /** Both functions at one point. */
  void at(double law, double sample) {
    above = Math.max(above, sample - law);
    below = Math.max(below, law - sample);
  }

  /** A stretch over which F grows while S keeps still. */
  void flat(double lawFrom, double lawTo, double sample) {
    if (distance == TailDistance.ANDERSON_DARLING && lawTo > lawFrom) {
      squared += integral(lawTo, sample) - integral(lawFrom, sample);
    }
  }

  /** A cell of the given probability at whose upper end both functions are given. */
  void cell(double probability, double law, double sample) {
    if (distance == TailDistance.ANDERSON_DARLING && law > 0 && law < 1) {
      squared += probability * (sample - law) * (sample - law) / (law * (1 - law));
    }
  }

  /** Of (S - F)^2 / (F (1 - F)) in F; at the ends 0 and 1 the integrand is finite where S = F. */
  private static double integral(double law, double sample) {
    double first = sample == 0 ? 0 : sample * sample * Math.log(law);
    double second = sample == 1 ? 0 : (1 - sample) * (1 - sample) * Math.log1p(-law);
    return first - second - law;
  }

  double value() {
    return switch (distance) {
      case KOLMOGOROV_SMIRNOV -> Math.max(above, below);
      case KUIPER -> above + below;
      case ANDERSON_DARLING -> squared;
    };
  }
}
