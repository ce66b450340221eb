package org.logscape.model;

import java.util.List;
import java.util.Optional;

/**
 * The inner region of a basin: a run that enters it has settled there. Regions of different minima
 * do not overlap, and between them lies the neighbourhood of the ridge, where a run still belongs
 * to the basin that it came from.
 *
 * @param name of the minimum
 * @param slabs the region is their intersection
 */
public record BasinRegion(String name, List<Slab> slabs) {
  /** Name of the basin of {@link Model#minimum()} where minima have no names of their own. */
  public static final String START = "start";

  /** Name of the other basin. */
  public static final String OTHER = "other";

  public BasinRegion {
    slabs = List.copyOf(slabs);
  }

  /** Whether a state lies in the region. */
  public boolean holds(double[] theta) {
    return slabs.stream().allMatch(slab -> slab.holds(slab.passage().position(theta)));
  }

  /**
   * The regions of a built-in model with two wells: beyond the planes through its two minima.
   *
   * @return empty where the model has one well
   */
  public static Optional<List<BasinRegion>> ofTwoWells(Model model) {
    return model
        .passage()
        .map(
            passage ->
                between(
                    passage, passage.position(model.minimum()), START, passage.arrival(), OTHER));
  }

  /**
   * Two regions at the ends of a passage.
   *
   * @param high position from which on the region of {@code from} begins
   * @param low position below which the region of {@code to} begins
   */
  private static List<BasinRegion> between(
      Passage passage, double high, String from, double low, String to) {
    return List.of(
        new BasinRegion(from, List.of(new Slab(passage, high, Double.POSITIVE_INFINITY))),
        new BasinRegion(to, List.of(new Slab(passage, Double.NEGATIVE_INFINITY, low))));
  }
}
