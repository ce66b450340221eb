package org.logscape.statistics.powerlaw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
  private static final int FIRST_LOOK = 40;

  /** Cells of a tail that are looked at before its distance is measured in full. */
  private static final int PLACES = 64;

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
    List<Row> rows = new ArrayList<>();
    for (int cell : candidates(sample)) {
      sample
          .fit(cell)
          .found()
          .ifPresent(fit -> rows.add(new Row(fit, sample.distance(fit, distance))));
    }
    return List.copyOf(rows);
  }

  private int[] candidates(TailSample sample) {
    int last = sample.cells() - 1;
    while (last >= 0 && sample.observations(last) < fewest) {
      last--;
    }
    int possible = last + 1;
    int tried = Math.min(most, possible);
    return IntStream.range(0, tried).map(k -> (int) ((long) k * possible / tried)).toArray();
  }

  /**
   * The nearest fit of all candidates; of equal ones the first. Candidates that one observation
   * alone shows to be farther than the nearest so far are not measured in full, so that every
   * distinct value of a large sample can be a candidate.
   *
   * @return its row; nothing where no candidate has a fit
   */
  public Finding<Row> search(TailSample sample) {
    // A good fit among a few candidates lets nearly all others be refused at a glance.
    Row best = nearest(withMost(Math.min(most, FIRST_LOOK)).table(sample));
    if (most > FIRST_LOOK) {
      int witness = 0;
      for (int cell : candidates(sample)) {
        Finding<PowerLawFit> fit = sample.fit(cell);
        if (fit.found().isPresent()) {
          PowerLawFit found = fit.orElseThrow();
          witness = best == null ? -1 : witness(sample, found, witness, best.distance());
          if (witness < 0) {
            Row row = new Row(found, sample.distance(found, distance));
            best = best == null || isNearer(row, best) ? row : best;
            witness = 0;
          }
        }
      }
    }
    return best == null
        ? Finding.none("no candidate for xmin leaves a tail that can be fitted")
        : Finding.of(best);
  }

  private static Row nearest(List<Row> rows) {
    Row best = null;
    for (Row row : rows) {
      best = best == null || isNearer(row, best) ? row : best;
    }
    return best;
  }

  private static boolean isNearer(Row row, Row than) {
    return row.distance() < than.distance()
        || (row.distance() == than.distance() && row.fit().first() < than.fit().first());
  }

  /** A cell whose own gap exceeds the limit, sought first where the last one was; else -1. */
  private int witness(TailSample sample, PowerLawFit fit, int last, double limit) {
    if (distance == TailDistance.ANDERSON_DARLING) {
      return -1;
    }
    if (last >= fit.first() && sample.gapAt(fit, last) > limit) {
      return last;
    }
    int stride = Math.max(1, (sample.cells() - fit.first()) / PLACES);
    for (int cell = fit.first(); cell < sample.cells(); cell += stride) {
      if (sample.gapAt(fit, cell) > limit) {
        return cell;
      }
    }
    return -1;
  }
}
