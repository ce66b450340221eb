package org.logscape.random;

/**
 * Chi-square variables as twice a Gamma(degrees / 2), by rejection from the cube of a Gaussian:
 * with d = degrees/2 - 1/3, c = 1/(3 sqrt d), x Gaussian, v = (1 + c x)^3 and u uniform, 2 d v is
 * accepted if ln u &lt; h(x) = x^2/2 + d (1 - v + ln v). A trial takes three words; one degree is
 * the square of a Gaussian.
 *
 * <p>Source: G. Marsaglia, W. W. Tsang, ACM TOMS 26 (2000) 363. Their shortcut without logarithms,
 * u &lt; 1 - 0.0331 x^4, holds for every d; here it is sharper where d is large: with y = c x, -h =
 * x^4/(81 d) (3/4 - 3 y/5 + y^2/2 - ...), a bracket that falls with y and is 1.27 at y = -1/2, so v
 * &gt;= 1/8 and u &lt; 1 - x^4 / (63 d) &lt; exp(h) suffice (derived).
 *
 * @param degrees degrees of freedom, at least 1
 * @param d as above
 * @param c as above
 * @param shortcut 1 / (63 d)
 */
public record ChiSquare(int degrees, double d, double c, double shortcut) {
  /** The least v for which the shortcut holds. */
  static final double LEAST = 0.125;

  /**
   * The law with a number of degrees of freedom.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ChiSquare of(int degrees) {
    if (degrees < 1) {
      throw new IllegalArgumentException("chi-square needs at least one degree of freedom");
    }
    double d = 0.5 * degrees - 1.0 / 3;
    return new ChiSquare(degrees, d, 1 / (3 * Math.sqrt(d)), 1 / (63 * d));
  }

  /** The result of trials until one is accepted, from the stream of one lane. */
  double draw(long[][] state, int lane) {
    double result;
    do {
      result = trial(Xoshiro.nextGaussian(state, lane), state, lane);
    } while (result < 0);
    return result;
  }

  /**
   * One trial.
   *
   * @param x a Gaussian; the trial takes one more word of the stream if it needs a uniform number
   * @return the variable, or -1 where the trial fails
   */
  double trial(double x, long[][] state, int lane) {
    if (degrees == 1) {
      return x * x;
    }
    double u = Polar.openUniform(Xoshiro.next(state, lane));
    double v = cube(x);
    return accepts(x, u, Polar.ln(u), Polar.ln(v)) ? 2 * d * v : -1;
  }

  private double cube(double x) {
    double root = Math.fma(c, x, 1);
    return root * root * root;
  }

  /**
   * Whether a trial is accepted.
   *
   * @param lnV logarithm of v, anything where v is not positive
   */
  boolean accepts(double x, double u, double lnU, double lnV) {
    double v = cube(x);
    double square = x * x;
    return v > 0
        && ((v >= LEAST && u < Math.fma(-shortcut, square * square, 1))
            || lnU < Math.fma(d, 1 - v + lnV, 0.5 * square));
  }
}
