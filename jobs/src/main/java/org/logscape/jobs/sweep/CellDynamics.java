package org.logscape.jobs.sweep;

import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.Langevin;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sgd;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.DynamicsSpec;
import org.logscape.model.Model;
import org.logscape.model.ResidualModel;

/** From a cell of a spec to its law of motion. */
public final class CellDynamics {
  private CellDynamics() {}

  /**
   * The dynamics of a cell on its model.
   *
   * @param seed the spec's seed, from which a data set is drawn
   */
  public static Dynamics of(CellSpec cell, long seed) {
    return of(cell.landscape().model(seed), cell.dynamics());
  }

  static Dynamics of(Model model, DynamicsSpec dynamics) {
    NoiseEnhancement enhancement = NoiseEnhancement.of(dynamics.noiseEnhancement());
    return switch (dynamics.type()) {
      case SGD ->
          Sgd.of(
              (ResidualModel) model,
              dynamics.learningRate(),
              dynamics.batchSize(),
              enhancement,
              dynamics.sampling());
      case LANGEVIN ->
          Langevin.of(model, dynamics.learningRate(), dynamics.batchSize(), enhancement);
    };
  }
}
