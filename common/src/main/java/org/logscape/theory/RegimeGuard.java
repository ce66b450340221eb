package org.logscape.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether a law of escape is valid for a cell. The theory assumes rare escapes, small
 * steps, a stable minimum, and paths that do not jump over their threshold.
 */
public final class RegimeGuard {
  /**
   * Escapes are rare where the mean escape time is at least this many relaxation times 1/h*, in
   * units of t = eta k.
   */
  public static final double FEWEST_RELAXATION_TIMES = 5;

  /** Largest eta h* for which the small-step limit holds. */
  public static final double LARGEST_CURVATURE_STEP = 0.2;

  /** Fewest events for which a rate is judged. */
  public static final long FEWEST_EVENTS = 10;

  /**
   * Largest share of events that may jump over their threshold; above it the motion is not a
   * diffusion.
   */
  public static final double LARGEST_JUMPED_FRACTION = 0.1;

  private RegimeGuard() {}

  /** A reason why a law of escape need not hold. */
  public enum Reason {
    /** The mean escape time is below {@link #FEWEST_RELAXATION_TIMES} relaxation times. */
    EARLY_ESCAPE,
    /** More than {@link #LARGEST_JUMPED_FRACTION} of the events jump over their threshold. */
    JUMPED,
    /** There are fewer than {@link #FEWEST_EVENTS} events. */
    FEW_EVENTS,
    /** eta h* is above {@link #LARGEST_CURVATURE_STEP}. */
    LARGE_STEP,
    /** eta h* is at least 2, where gradient descent itself diverges. */
    NO_CONTRACTION,
    /** The number of outliers is not below the critical one. */
    UNSTABLE_MINIMUM,
    /** There is weight decay, which the theory does not describe. */
    WEIGHT_DECAY
  }

  /**
   * A reason with its numbers.
   *
   * @param sentence one short sentence for the user
   */
  public record Caution(Reason reason, String sentence) {}

  /**
   * What the runs of one cell showed for one event.
   *
   * @param events how many runs saw the event
   * @param meanEscapeTime total time at risk over events, in t = eta k; infinite without events
   * @param jumpedFraction share of events whose threshold was jumped over in one step; 0 where
   *     unknown
   */
  public record Evidence(long events, double meanEscapeTime, double jumpedFraction) {}

  /**
   * The reasons why an escape law need not hold here, as short sentences with their numbers; empty
   * when there is none.
   *
   * @param landscape the cell's setting
   * @param evidence what was seen
   */
  public static List<String> warnings(LogLandscape landscape, Evidence evidence) {
    return cautions(landscape, evidence).stream().map(Caution::sentence).toList();
  }

  /**
   * The reasons why an escape law need not hold here; empty when there is none.
   *
   * @param landscape the cell's setting
   * @param evidence what was seen
   */
  public static List<Caution> cautions(LogLandscape landscape, Evidence evidence) {
    List<Caution> warnings = new ArrayList<>(settingCautions(landscape));
    double relaxations = evidence.meanEscapeTime() * landscape.outlierCurvature();
    if (relaxations < FEWEST_RELAXATION_TIMES) {
      warnings.add(
          say(
              Reason.EARLY_ESCAPE,
              "mean escape time is %.3g relaxation times (rare means above %.0f)",
              relaxations,
              FEWEST_RELAXATION_TIMES));
    }
    if (evidence.jumpedFraction() > LARGEST_JUMPED_FRACTION) {
      warnings.add(
          say(
              Reason.JUMPED,
              "threshold jumped over in one step by %.0f%% of events",
              100 * evidence.jumpedFraction()));
    }
    if (evidence.events() < FEWEST_EVENTS) {
      warnings.add(
          say(Reason.FEW_EVENTS, "%d events (fewer than %d)", evidence.events(), FEWEST_EVENTS));
    }
    return List.copyOf(warnings);
  }

  /**
   * The reasons that lie in the setting alone: step size, number of outliers and weight decay.
   *
   * @param landscape the cell's setting
   */
  public static List<String> settings(LogLandscape landscape) {
    return settingCautions(landscape).stream().map(Caution::sentence).toList();
  }

  /**
   * The reasons that lie in the setting alone: step size, number of outliers and weight decay.
   *
   * @param landscape the cell's setting
   */
  public static List<Caution> settingCautions(LogLandscape landscape) {
    List<Caution> warnings = new ArrayList<>();
    if (landscape.curvatureStep() > LARGEST_CURVATURE_STEP) {
      warnings.add(say(Reason.LARGE_STEP, "eta h* = %.3g is not small", landscape.curvatureStep()));
    }
    if (!landscape.contracts()) {
      warnings.add(
          say(
              Reason.NO_CONTRACTION,
              "eta h* = %.3g is at least 2: gradient descent diverges",
              landscape.curvatureStep()));
    } else if (!landscape.isStable()) {
      warnings.add(
          say(
              Reason.UNSTABLE_MINIMUM,
              "n = %d is not below n_c = %.3g: no stable minimum",
              landscape.outliers(),
              landscape.criticalOutliers()));
    }
    if (landscape.weightDecay() > 0) {
      warnings.add(
          say(
              Reason.WEIGHT_DECAY,
              "weight decay is %.3g: the laws of the log-landscape do not describe it",
              landscape.weightDecay()));
    }
    return List.copyOf(warnings);
  }

  private static Caution say(Reason reason, String format, Object... numbers) {
    return new Caution(reason, String.format(Locale.ROOT, format, numbers));
  }
}
