package org.logscape.dynamics;

import org.logscape.model.Basin;
import org.logscape.model.Model;

/** A law of motion on a loss that is known in closed form. */
public interface LandscapeDynamics extends Dynamics {

  /** The model whose loss is descended. */
  Model model();

  @Override
  default Basin basin() {
    return model();
  }
}
