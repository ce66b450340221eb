package org.logscape.jobs.spec;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.key.InvalidSpecException;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.jobs.spec.start.Start;
import org.logscape.observe.EndsAfter;

/**
 * A whole experiment, checked, with every default resolved. Comes from {@link SpecReader}.
 *
 * @param name letters, digits, dot, underscore, hyphen
 * @param claimOrNull what the experiment tests, in one sentence; null where the file does not say
 * @param seed key of all random streams
 * @param replicas independent runs of each cell, at least 1
 * @param grid the cells
 * @param dataOrNull what networks learn from; null for other models
 * @param start where runs start
 * @param observe what is recorded
 * @param stop when runs end
 * @param rareOrNull how rare events are sampled; null where they are not
 * @param fits laws to fit
 * @param pairing which cells share random numbers
 * @param until how sharp rates are to become
 */
public record Spec(
    String name,
    String claimOrNull,
    long seed,
    int replicas,
    Grid grid,
    DataSpec dataOrNull,
    Start start,
    Observe observe,
    Stop stop,
    Rare rareOrNull,
    List<Fit> fits,
    Pairing pairing,
    Until until)
    implements Serializable {
  public Spec {
    fits = List.copyOf(fits);
  }

  /** What the experiment tests, in one sentence, where the file says it. */
  public Optional<String> claim() {
    return Optional.ofNullable(claimOrNull);
  }

  /** What networks learn from; empty for other models. */
  public Optional<DataSpec> data() {
    return Optional.ofNullable(dataOrNull);
  }

  /** How rare events are sampled, if they are. */
  public Optional<Rare> rare() {
    return Optional.ofNullable(rareOrNull);
  }

  /**
   * The same experiment with another wish for the width of its rates.
   *
   * @throws InvalidSpecException if it cannot be asked of this spec
   */
  public Spec until(Until wish) {
    Until.fault(stop, wish, replicas)
        .ifPresent(
            fault -> {
              throw new InvalidSpecException(name, List.of(fault));
            });
    return new Spec(
        name,
        claimOrNull,
        seed,
        replicas,
        grid,
        dataOrNull,
        start,
        observe,
        stop,
        rareOrNull,
        fits,
        pairing,
        wish);
  }

  /** The same experiment with the names of cells that a folder was begun with. */
  public Spec identified(Identity identity) {
    return on(grid.identified(identity));
  }

  /** The same experiment on another grid. */
  Spec on(Grid other) {
    return new Spec(
        name,
        claimOrNull,
        seed,
        replicas,
        other,
        dataOrNull,
        start,
        observe,
        stop,
        rareOrNull,
        fits,
        pairing,
        until);
  }

  /** Whether the step limit was raised after cells had been begun. */
  public boolean hasRaisedLimit() {
    return RaisedLimit.of(grid).isRaised();
  }

  /** The same experiment with the step limit that its folder was begun with. */
  public Spec begun() {
    return on(RaisedLimit.of(grid).named());
  }

  /** The key of the step limit: {@code stop.steps} or {@code stop.epochs}. */
  public String limitPath() {
    return RaisedLimit.of(grid).path();
  }

  /** Whether nothing but the step limit, or divergence, ends a run. */
  public boolean runsToTheLimit() {
    return stop.after() == EndsAfter.NEVER && stop.convergedAt().isEmpty();
  }

  /** Cells times replicas. */
  public long runs() {
    return Math.multiplyExact(grid.cells(), (long) replicas);
  }
}
