package org.logscape.statistics.powerlaw;

import java.util.ArrayList;
import java.util.List;
import org.logscape.statistics.Finding;

/**
 * The start of the tail: the xmin among the observed values (or bins) whose fit lies nearest to the
 * data beyond it (Clauset, Shalizi and Newman, section 3.3), and the exponent against xmin, which
 * is flat where a power law holds.
 *
 * @param distance what is made least
 * @param fewest how many observations a tail must hold at least, 2 or more
 * @param most how many candidates are tried at most, evenly among the ranks of all distinct values;
 *     the cost is their number times the sample's
 */
public record XminSearch(TailDistance distance, double fewest, int most) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if {@code fewest} is below 2 or {@code most} below 1
   */
  public XminSearch {
    if (!(fewest >= 2) || most < 1) {
      throw new IllegalArgumentException(
          "needs fewest >= 2 and most >= 1, has " + fewest + " and " + most);
    }
  }

  /** The method as published: Kolmogorov-Smirnov, every distinct value, tails of at least 2. */
  public static XminSearch published() {
    return new XminSearch(TailDistance.KOLMOGOROV_SMIRNOV, 2, Integer.MAX_VALUE);
  }

  /** The same with another distance. */
  public XminSearch with(TailDistance other) {
    return new XminSearch(other, fewest, most);
  }

  /** The same with tails of at least so many observations; throws as the constructor. */
  public XminSearch withFewest(double observations) {
    return new XminSearch(distance, observations, most);
  }

  /** The same with at most so many candidates; throws as the constructor. */
  public XminSearch withMost(int candidates) {
    return new XminSearch(distance, fewest, candidates);
  }

  /**
   * One row of the table of exponents against xmin.
   *
   * @param fit the power law from there on
   * @param distance of the data from it
   */
  public record Row(PowerLawFit fit, double distance) {}

  /** The fit from each candidate, ascending in xmin; those without a fit are left out. */
  public List<Row> table(TailSample sample) {
    int last = sample.cells() - 1;
    while (last >= 0 && sample.observations(last) < fewest) {
      last--;
    }
    List<Row> rows = new ArrayList<>();
    int candidates = Math.min(most, last + 1);
    for (int k = 0; k < candidates; k++) {
      int cell = (int) ((long) k * (last + 1) / candidates);
      sample
          .fit(cell)
          .found()
          .ifPresent(fit -> rows.add(new Row(fit, sample.distance(fit, distance))));
    }
    return List.copyOf(rows);
  }

  /**
   * The nearest fit; of equal ones the first.
   *
   * @return its row; nothing where no candidate has a fit
   */
  public Finding<Row> search(TailSample sample) {
    Row best = null;
    for (Row row : table(sample)) {
      if (best == null || row.distance() < best.distance()) {
        best = row;
      }
    }
    return best == null
        ? Finding.none("no candidate for xmin leaves a tail that can be fitted")
        : Finding.of(best);
  }
}
