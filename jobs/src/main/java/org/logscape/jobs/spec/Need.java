package org.logscape.jobs.spec;

import java.util.Optional;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.jobs.spec.start.Start;

/** What a spec must have so that a law can be fitted to its tables. */
public enum Need {
  /** Waiting times of single runs. */
  WAITING_TIMES("observe.escape"),
  /** Times of events of single runs: escapes, or convergence. */
  EVENT_TIMES("observe.escape, or stop.train_loss or stop.train_error,"),
  /**
   * Rates of events: of escape, from single runs or from rare-event sampling, or of convergence.
   */
  EVENT_RATES("observe.escape, or stop.train_loss or stop.train_error,"),
  /** Rates of escape, from single runs or from rare-event sampling. */
  ESCAPE_RATES("observe.escape"),
  /** Rates of escape, or times spent in basins. */
  ESCAPE_RATES_OR_OCCUPANCY("observe.escape or observe.occupancy"),
  /** Losses after a burn-in. */
  LOSSES("observe.loss_histogram"),
  /** Waiting times or losses. */
  WAITING_TIMES_OR_LOSSES("observe.escape or observe.loss_histogram"),
  /** Cells that share random numbers. */
  PAIRS("pair"),
  /** Strength of the gradient noise along training. */
  GRADIENT_NOISE("observe.noise"),
  /** Eigenvalues of the noise matrices along training. */
  NOISE_SPECTRA("observe.noise.eigenvalues above 0"),
  /** Spectra of the Hessian along training, or that of a pretrained minimum. */
  HESSIAN_SPECTRA("observe.spectrum, or start: {pretrained: ...} or {weights: FILE},"),
  /** Sharpness at the end of runs. */
  SHARPNESS("observe.sharpness"),
  /** Accuracies on test data. */
  TEST_ACCURACIES("observe.evaluation, and a test set,");

  private final String words;

  Need(String words) {
    this.words = words;
  }

  /**
   * The parts of a spec that decide which laws can be fitted.
   *
   * @param data what networks learn from
   * @param stop when runs end
   * @param isPaired whether cells share random numbers
   */
  record Ground(
      Observe observe,
      Start start,
      Optional<DataSpec> data,
      Optional<Rare> rare,
      Stop stop,
      boolean isPaired) {

    private boolean hasWaitingTimes() {
      return observe.escape().isPresent();
    }

    private boolean hasEventTimes() {
      return hasWaitingTimes() || stop.convergedAt().isPresent();
    }

    private boolean hasLosses() {
      return observe.lossHistogram().isPresent();
    }

    /** Whether a spec with these parts has what is needed. */
    boolean has(Need need) {
      return switch (need) {
        case WAITING_TIMES -> hasWaitingTimes();
        case EVENT_TIMES -> hasEventTimes();
        case EVENT_RATES -> hasEventTimes() || rare.isPresent();
        case ESCAPE_RATES -> hasWaitingTimes() || rare.isPresent();
        case ESCAPE_RATES_OR_OCCUPANCY ->
            hasWaitingTimes() || rare.isPresent() || observe.occupancy().isPresent();
        case LOSSES -> hasLosses();
        case WAITING_TIMES_OR_LOSSES -> hasWaitingTimes() || hasLosses();
        case PAIRS -> isPaired;
        case GRADIENT_NOISE -> observe.noise().isPresent();
        case NOISE_SPECTRA -> observe.noise().filter(noise -> noise.eigenvalues() > 0).isPresent();
        case HESSIAN_SPECTRA -> observe.spectrum().isPresent() || start instanceof Start.AtMinimum;
        case SHARPNESS -> observe.sharpness().isPresent();
        case TEST_ACCURACIES ->
            observe.evaluation().isPresent() && data.filter(DataSpec::hasTest).isPresent();
      };
    }
  }

  /** In the words of the spec, as a fault says what is missing: {@code observe.escape}. */
  public String words() {
    return words;
  }
}
