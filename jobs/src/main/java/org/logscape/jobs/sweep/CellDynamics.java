package org.logscape.jobs.sweep;

import org.logscape.dynamics.LandscapeDynamics;
import org.logscape.dynamics.Langevin;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sgd;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.model.Model;
import org.logscape.model.ResidualModel;
import org.logscape.training.NetworkDynamics;

/** From a cell of a spec to its law of motion. */
public final class CellDynamics {
  private CellDynamics() {}

  /**
   * The dynamics of a cell on a model in closed form.
   *
   * @param seed the spec's seed, from which a data set is drawn
   */
  public static LandscapeDynamics of(CellSpec cell, long seed) {
    return of(cell.landscape().model(seed), cell.dynamics());
  }

  /**
   * The dynamics of a cell's network about the minimum where its runs start.
   *
   * @param inputs which has that minimum
   */
  public static NetworkDynamics ofNetwork(CellSpec cell, Spec spec, NetworkInputs inputs) {
    NetworkSpec model = (NetworkSpec) cell.model();
    return NetworkParts.dynamics(inputs, model, cell.dynamics().sgd())
        .about(inputs.minimum(spec, model).orElseThrow());
  }

  static LandscapeDynamics of(Model model, DynamicsSpec dynamics) {
    return switch (dynamics.type()) {
      case SGD -> Sgd.of((ResidualModel) model, dynamics.sgd());
      case LANGEVIN ->
          Langevin.of(
              model,
              dynamics.learningRate(),
              dynamics.batchSize(),
              NoiseEnhancement.of(dynamics.noiseEnhancement()));
    };
  }
}
