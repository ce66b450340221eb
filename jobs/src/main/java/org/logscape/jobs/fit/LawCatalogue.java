package org.logscape.jobs.fit;

import java.util.List;
import org.logscape.jobs.spec.Fit;
import org.logscape.jobs.spec.Need;

/** All laws, in the order in which defaults are listed. */
public final class LawCatalogue implements Fit.Catalogue {
  static final Fit ESCAPE_RATE =
      new Fit(
          "escape-rate",
          List.of(Need.ESCAPE_RATES),
          true,
          "events over time at risk, exact interval, beside 2 kappa, kappa or the first-passage"
              + " integral");
  static final Fit ESCAPE_LAW =
      new Fit(
          "escape-law",
          List.of(Need.ESCAPE_RATES),
          true,
          "exponents and slopes over cells by MLlib, whole runs resampled; Arrhenius' law beside"
              + " it; the same on single times (AFT)");
  static final Fit LAW_CONTEST =
      new Fit(
          "law-contest",
          List.of(Need.WAITING_TIMES_OR_LOSSES),
          false,
          "which law the same data prefer: the whole log-landscape formula, a free power of L^s/L*,"
              + " Arrhenius, first passage with c = 0 and c = 1, Kesten's tail; AIC, nested and"
              + " Vuong's tests, the verdict with its conditions");
  static final Fit SURVIVAL =
      new Fit(
          "survival",
          List.of(Need.WAITING_TIMES),
          false,
          "Kaplan-Meier median and shares, Nelson-Aalen, Weibull shape, exponential against"
              + " Weibull, three constant rates in turn");
  static final Fit MEMORYLESSNESS =
      new Fit(
          "memorylessness",
          List.of(Need.WAITING_TIMES),
          false,
          "dead time, p-value of no memory after it, the rate after it");
  static final Fit LOG_RANK =
      new Fit(
          "log-rank",
          List.of(Need.WAITING_TIMES),
          false,
          "one law of waiting times in cells to which theory gives one rate, or that differ along"
              + " one axis");
  static final Fit COMPETING_RISKS =
      new Fit(
          "competing-risks",
          List.of(Need.WAITING_TIMES),
          false,
          "which event, or divergence, comes first");
  static final Fit STATIONARY_LAW =
      new Fit(
          "stationary-law",
          List.of(Need.LOSSES),
          true,
          "(n, phi) by maximum likelihood, goodness of fit, effective sample size, tail, mean");
  static final Fit TAIL_LAW =
      new Fit(
          "tail-law",
          List.of(Need.LOSSES),
          false,
          "Clauset, Shalizi and Newman on histograms and on snapshots: exponent, xmin, distance,"
              + " p-value, rivals, exponent against xmin; the core apart");
  static final Fit CONTRAST =
      new Fit(
          "contrast",
          List.of(Need.WAITING_TIMES, Need.PAIRS),
          true,
          "rates of cells that share random numbers (`pair`), replica by replica");
  static final Fit NOISE_LAW =
      new Fit(
          "noise-law",
          List.of(Need.GRADIENT_NOISE),
          true,
          "tr Sigma against the loss along training: slope and ratio to 2 L tr H*/B (both 1),"
              + " correlations, sampled against exact trace, alignment with the curvature");
  static final Fit DECOUPLING =
      new Fit(
          "decoupling",
          List.of(Need.NOISE_SPECTRA),
          true,
          "eigenvalues of (1/N) sum l C_f over those of L (1/N) sum C_f, rank by rank at each step"
              + " measured (1), spread, slope, correlation");
  static final Fit SPECTRUM =
      new Fit(
          "spectrum",
          List.of(Need.HESSIAN_SPECTRA),
          true,
          "outliers n and their size h* with the ratio at the cut, trace, the outliers' share of"
              + " it; along runs beside those of the minimum");
  static final Fit TEST_ERROR =
      new Fit(
          "test-error",
          List.of(Need.TEST_ACCURACIES),
          true,
          "test error after the last epoch; differences along alpha, and of larger batches from the"
              + " smallest (Welch, or by partners under `pair`)");

  @Override
  public List<Fit> fits() {
    return List.of(
        ESCAPE_RATE,
        ESCAPE_LAW,
        LAW_CONTEST,
        SURVIVAL,
        MEMORYLESSNESS,
        LOG_RANK,
        COMPETING_RISKS,
        STATIONARY_LAW,
        TAIL_LAW,
        CONTRAST,
        NOISE_LAW,
        DECOUPLING,
        SPECTRUM,
        TEST_ERROR);
  }
}
