package org.logscape.jobs.spec.observe;

import java.util.Map;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;

/**
 * Stays in basins.
 *
 * @param burnIn first steps, which do not count, at least 0
 * @param every steps from look to look, at least 1
 */
public record OccupancySpec(long burnIn, long every) implements ObserverSpec {
  static final Key<Long> BURN_IN =
      Key.withDefault("observe.occupancy.burn_in", 0L, Domain.wholeNumberAtLeast(0))
          .unit("steps")
          .text("steps at the start of a run that are not counted");
  static final Key<Long> EVERY =
      Key.withDefault("observe.occupancy.every", 1L, Domain.wholeNumberAtLeast(1))
          .unit("steps")
          .text("steps from one look at the basin to the next");
  static final Group<OccupancySpec> GROUP =
      Group.of(
              OccupancySpec.class,
              "observe.occupancy",
              "Steps and visits in each basin, for long runs. A run belongs to the basin whose "
                  + "region it entered last.")
          .key(BURN_IN, OccupancySpec::burnIn)
          .key(EVERY, OccupancySpec::every)
          .build(point -> new OccupancySpec(point.get(BURN_IN), point.get(EVERY)));

  @Override
  public Map<String, Object> values() {
    return GROUP.values(this);
  }
}
