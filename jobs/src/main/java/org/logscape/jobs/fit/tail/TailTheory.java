package org.logscape.jobs.fit.tail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.fit.stationary.BetaTail;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.text.Numbers;

/**
 * Predictions of the density exponent of a cell's loss tail beyond a given start: by Kesten's
 * recursion, under the exact noise of Gaussian inputs, and by the log-landscape law, the most exact
 * first.
 */
public final class TailTheory {
  private final CellTheory theory;

  private TailTheory(CellTheory theory) {
    this.theory = theory;
  }

  /** The theory of a cell's tail. */
  public static TailTheory of(CellTheory theory) {
    return new TailTheory(theory);
  }

  /**
   * One law's exponent.
   *
   * @param law its name
   * @param exponent of the density over the bins in question
   */
  record Prediction(String law, double exponent) {
    String words() {
      return "%s %s".formatted(law, Numbers.brief(exponent));
    }
  }

  /** The laws that apply to these bins, the most exact one first. */
  List<Prediction> predictions(double[] low, double[] high, int first) {
    List<Prediction> all = new ArrayList<>();
    theory
        .kesten()
        .ifPresent(
            kesten ->
                all.add(
                    new Prediction(
                        TheoryWords.KESTEN, 1 + kesten.tailExponent().orElse(Double.NaN))));
    gaussianDesign()
        .ifPresent(
            law ->
                all.add(
                    new Prediction(
                        TheoryWords.GAUSSIAN_DESIGN, 1 + law.exponent(low, high, first))));
    all.add(new Prediction("log-landscape", 1 + logLandscape().exponent(low, high, first)));
    return all.stream().filter(prediction -> Double.isFinite(prediction.exponent())).toList();
  }

  /** The stationary law under log-landscape noise. */
  public BetaTail logLandscape() {
    return new BetaTail(
        1, 0.5 * theory.landscape().outliers(), theory.landscape().stationaryShapeB());
  }

  /** The stationary law under the exact noise of Gaussian inputs, where it is known. */
  public Optional<BetaTail> gaussianDesign() {
    return theory
        .gaussianInputsBasin()
        .map(basin -> new BetaTail(2, basin.coreExponent(), basin.tailExponent()));
  }
}
