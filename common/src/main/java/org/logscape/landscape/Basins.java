package org.logscape.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.model.BasinRegion;
import org.logscape.model.Passage;
import org.logscape.model.Slab;

/**
 * The regions of all minima of a landscape. For each pair of minima the saddle between them gives
 * two parallel planes, one at the edge of each minimum's quadratic region; the region of a minimum
 * lies beyond its planes of all pairs. A pair whose saddle is not found, or whose plane does not
 * separate it, has no planes: other minima lie between.
 */
public final class Basins {
  private Basins() {}

  /**
   * The regions.
   *
   * @param loss the landscape
   * @param minima by name
   * @return one region a minimum, in the order of the map
   * @throws LandscapeException if there is one minimum, or some minimum has no plane
   */
  public static List<BasinRegion> of(SmoothLoss loss, Map<String, StationaryPoint> minima) {
    List<String> names = List.copyOf(minima.keySet());
    List<List<Slab>> slabs = new ArrayList<>();
    names.forEach(name -> slabs.add(new ArrayList<>()));
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        StationaryPoint from = minima.get(names.get(i));
        Optional<Wells> pair = pair(loss, from, minima.get(names.get(j)));
        if (pair.isPresent()) {
          Passage passage = pair.get().passage().orElseThrow();
          slabs.get(i).add(new Slab(passage, pair.get().departure(), Double.POSITIVE_INFINITY));
          slabs.get(j).add(new Slab(passage, Double.NEGATIVE_INFINITY, passage.arrival()));
        }
      }
    }
    List<BasinRegion> regions = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (slabs.get(i).isEmpty()) {
        throw new LandscapeException(
            "the basin of minimum %s has no border: no saddle separates it from another minimum"
                .formatted(names.get(i)));
      }
      regions.add(new BasinRegion(names.get(i), slabs.get(i)));
    }
    return regions;
  }

  private static Optional<Wells> pair(SmoothLoss loss, StationaryPoint from, StationaryPoint to) {
    try {
      Wells wells = Wells.of(loss, from, List.of(to));
      wells.passage();
      return Optional.of(wells);
    } catch (LandscapeException notNeighbours) {
      return Optional.empty();
    }
  }
}
