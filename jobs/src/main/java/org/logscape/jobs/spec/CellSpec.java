package org.logscape.jobs.spec;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.key.Canonical;
import org.logscape.jobs.spec.key.Point;
import org.logscape.jobs.spec.model.LandscapeSpec;
import org.logscape.jobs.spec.model.ModelSpec;
import org.logscape.jobs.spec.model.NetworkSpec;

/** One point of the grid, with every value resolved. */
public final class CellSpec implements Serializable {
  private final long streamBits;
  private final long idBits;
  private final ModelSpec model;
  private final DynamicsSpec dynamics;
  private final long steps;
  private final long namedSteps;
  private final String label;

  private CellSpec(
      ModelSpec model,
      DynamicsSpec dynamics,
      long steps,
      long namedSteps,
      String label,
      Identity identity) {
    this.model = model;
    this.dynamics = dynamics;
    this.steps = steps;
    this.namedSteps = namedSteps;
    this.label = label;
    this.streamBits = Canonical.bits(values());
    this.idBits = idBits(identity);
  }

  static CellSpec of(Point point, String label, Identity identity) {
    ModelSpec model = ModelSpec.of(point);
    DynamicsSpec dynamics = DynamicsSpec.of(point, model);
    Optional<Integer> epochs = point.find(Stop.EPOCHS);
    long unit = epochs.isPresent() ? stepsPerEpoch(model, dynamics) : 1;
    long limit = epochs.isPresent() ? epochs.get() : point.get(Stop.STEPS);
    long named = point.find(Stop.BEGUN_WITH).orElse(limit);
    return new CellSpec(model, dynamics, limit * unit, named * unit, label, identity);
  }

  private static long stepsPerEpoch(ModelSpec model, DynamicsSpec dynamics) {
    return ((NetworkSpec) model).samples() / dynamics.batchSize();
  }

  /**
   * The cell's name, 16 hexadecimal digits: the first 64 bits of SHA-256 over its resolved model,
   * dynamics and the step limit that it was begun with, and over the {@link Identity} of its
   * experiment. It does not depend on the other cells, so a cell keeps its name when the grid
   * around it grows.
   */
  public String id() {
    return "%016x".formatted(idBits);
  }

  /**
   * The first 64 bits of SHA-256 over model, dynamics and the step limit alone: part of the counter
   * of the cell's random streams, beside the seed.
   */
  public long streamBits() {
    return streamBits;
  }

  public ModelSpec model() {
    return model;
  }

  /**
   * The model of a cell that is no network.
   *
   * @throws IllegalStateException if it is one
   */
  public LandscapeSpec landscape() {
    if (model instanceof LandscapeSpec landscape) {
      return landscape;
    }
    throw new IllegalStateException("no closed form is known of " + model);
  }

  /**
   * Steps of an epoch of a network: N/B, so many as plain SGD needs to see each sample once.
   *
   * @throws ClassCastException if the model is no network
   */
  public long stepsPerEpoch() {
    return stepsPerEpoch(model, dynamics);
  }

  public DynamicsSpec dynamics() {
    return dynamics;
  }

  /** Steps after which a run of this cell is stopped. */
  public long steps() {
    return steps;
  }

  /** What varies in the grid, as in {@code label_noise=0.5 noise_enhancement=1.5}; may be empty. */
  public String label() {
    return label;
  }

  private long idBits(Identity identity) {
    if (identity.version() == 1) {
      return streamBits;
    }
    Map<String, Object> values = values();
    values.put("identity", identity.checksum());
    return Canonical.bits(values);
  }

  /** All values by path; a fresh map. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(ModelSpec.TYPE.path(), model.type());
    values.putAll(model.values());
    values.putAll(dynamics.values());
    values.put(Stop.STEPS.path(), namedSteps);
    return values;
  }

  /** Cells are equal where their values are, whatever grid they come from. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CellSpec cell && cell.values().equals(values());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(streamBits);
  }

  @Override
  public String toString() {
    return id() + " " + values();
  }
}
