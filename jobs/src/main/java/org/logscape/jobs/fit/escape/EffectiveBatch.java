package org.logscape.jobs.fit.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.predict.CellFacts;

/**
 * Whether noise enhancement alpha at batch size B escapes like plain SGD at B_eff = B / (alpha^2 +
 * (1 - alpha)^2) (derived from arXiv 2009.13094): the rate of each enhanced cell over that of the
 * plain cell that shares its model, learning rate and B_eff, beside 1. Different cells have
 * independent runs, so the interval resamples both.
 */
final class EffectiveBatch {
  static final String LAW = "effective-batch";
  static final String PARAMETER = "rate_ratio";

  private EffectiveBatch() {}

  /** B_eff = B/a, that of one step in either form of the enhancement. */
  private static double effectiveBatch(EscapePoint point) {
    CellFacts facts = point.theory().facts();
    return facts.batchSize() / facts.noiseFactor();
  }

  /** What two cells share where only B and alpha differ. */
  private static CellGroup shared(EscapePoint point) {
    CellFacts facts = point.theory().facts();
    return CellGroup.none()
        .number("B_eff", effectiveBatch(point))
        .and(CellGroup.ofEvent(point.watched()))
        .word("event", point.watched().word())
        .number("dimensions", facts.dimensions())
        .maybe("loss_min", facts.lossMin())
        .maybe("loss_saddle", facts.lossSaddle())
        .maybe("hessian_outlier", facts.hessianOutlier())
        .word("sampling", facts.sampling())
        .number("learning_rate", facts.learningRate());
  }

  /** The rows of all enhanced cells that have a plain twin. */
  static List<FitRow> rows(List<EscapePoint> points) {
    List<EscapePoint> watched =
        points.stream()
            .filter(point -> !point.isStoppedShort() && point.sums().exposure() > 0)
            .toList();
    List<FitRow> rows = new ArrayList<>();
    for (List<EscapePoint> group : CellGroup.grouped(watched, EffectiveBatch::shared).values()) {
      Optional<EscapePoint> plain =
          group.stream().filter(p -> p.theory().facts().noiseEnhancement() == 1).findFirst();
      plain.ifPresent(
          reference ->
              group.stream()
                  .filter(point -> point.theory().facts().noiseEnhancement() != 1)
                  .forEach(point -> rows.add(row(point, reference))));
    }
    return rows;
  }

  private static FitRow row(EscapePoint point, EscapePoint plain) {
    Measured measured = measured(point, plain);
    return FitRow.of(LAW, PARAMETER)
        .cell(point.theory().facts().cellId())
        .event(point.watched())
        .group(
            CellGroup.none()
                .number("B_eff", effectiveBatch(point))
                .word("noise_enhancement_form", point.theory().facts().noiseEnhancementForm()))
        .measured(measured)
        .predicted(1.0)
        .support(point.sums().events() + plain.sums().events())
        .verdict(Verdict.of(point.sums().events(), measured, 1.0, Verdict.Regime.INSIDE))
        .warn(point.warnings());
  }

  private static Measured measured(EscapePoint point, EscapePoint plain) {
    if (point.sums().events() == 0 || plain.sums().events() == 0) {
      return Measured.none();
    }
    double[] replicates = new double[point.sums().replicates()];
    for (int r = 0; r < replicates.length; r++) {
      double ratio = point.replicateRate(r) / plain.replicateRate(r);
      replicates[r] = Double.isFinite(ratio) ? ratio : Double.NaN;
    }
    return Measured.of(point.rate() / plain.rate(), replicates);
  }
}
