package org.logscape.jobs.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.text.Numbers;

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

  /** What two cells share where only B and alpha tell them apart. */
  private record Twins(
      Watched watched,
      int dimensions,
      String landscape,
      String sampling,
      double learningRate,
      String effectiveBatch) {

    static Twins of(EscapePoint point) {
      CellFacts facts = point.theory().facts();
      return new Twins(
          point.watched(),
          facts.dimensions(),
          "%s %s %s".formatted(facts.lossMin(), facts.lossSaddle(), facts.hessianOutlier()),
          facts.sampling(),
          facts.learningRate(),
          Numbers.brief(point.theory().landscape().effectiveBatchSize()));
    }
  }

  /** The rows of all enhanced cells that have a plain twin. */
  static List<FitRow> rows(List<EscapePoint> points) {
    Map<Twins, List<EscapePoint>> twins =
        points.stream()
            .filter(point -> !point.isStoppedShort() && point.sums().exposure() > 0)
            .collect(Collectors.groupingBy(Twins::of, LinkedHashMap::new, Collectors.toList()));
    List<FitRow> rows = new ArrayList<>();
    for (List<EscapePoint> group : twins.values()) {
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
    return new FitRow(
        point.theory().facts().cellId(),
        LAW,
        point.watched(),
        PARAMETER,
        "B_eff=" + Numbers.brief(point.theory().landscape().effectiveBatchSize()),
        measured,
        1.0,
        FitRow.Support.of(point.sums().events() + plain.sums().events()),
        Verdict.of(point.sums().events(), measured, 1.0, Verdict.Regime.INSIDE),
        point.warnings());
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
