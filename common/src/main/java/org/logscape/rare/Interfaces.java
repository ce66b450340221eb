package org.logscape.rare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Positions of the interfaces, and length of stage 0.
 *
 * @param basin the order parameter below which a state is in the basin
 * @param thresholds ascending; the last one is that of the goal
 * @param burnIn steps at the start of a walk that are left out
 * @param walkSteps steps of a walker after the burn-in
 * @param pilotSteps steps that the pilot took to place them
 * @param end whether the pilot reached the goal
 */
public record Interfaces(
    double basin,
    List<Double> thresholds,
    long burnIn,
    long walkSteps,
    long pilotSteps,
    PilotEnd end)
    implements Serializable {

  /** How the pilot ended. */
  public enum PilotEnd {
    /** It reached the goal. */
    REACHED,
    /** No trial passed the last interface that was placed, and the goal was not reached. */
    STUCK,
    /** The pilot spent its share of the step budget. */
    BUDGET
  }

  public Interfaces {
    thresholds = List.copyOf(thresholds);
  }

  /** Stages after the walk in the basin. */
  public int stages() {
    return thresholds.size() - 1;
  }

  /**
   * The same interfaces and additional ones, at levels whose own rates are wanted. Levels within
   * the basin or beyond the goal are left out.
   */
  public Interfaces with(List<Double> more) {
    double last = thresholds.get(thresholds.size() - 1);
    List<Double> all = new ArrayList<>(thresholds);
    more.stream()
        .filter(level -> level > basin && level < last && !thresholds.contains(level))
        .forEach(all::add);
    return new Interfaces(
        basin, all.stream().sorted().toList(), burnIn, walkSteps, pilotSteps, end);
  }
}
