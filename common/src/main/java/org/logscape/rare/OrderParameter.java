package org.logscape.rare;

import java.util.Arrays;
import org.logscape.dynamics.Ensemble;
import org.logscape.model.Basin;
import org.logscape.model.Model;
import org.logscape.model.Passage;

/**
 * Progress of a state on its way out: small in the basin, large beyond. Estimates are correct for
 * any order parameter; a good one gives narrow intervals. Only comparisons of its values are used,
 * so any increasing function of it, such as the logarithm, is equivalent.
 */
@FunctionalInterface
public interface OrderParameter {

  /**
   * The values of a block.
   *
   * @param ensemble its states
   * @param out receives the value of each live lane
   */
  void values(Ensemble ensemble, double[] out);

  /**
   * L / L*, which is equivalent to log L.
   *
   * @throws IllegalArgumentException if L* is not positive
   */
  static OrderParameter loss(Basin basin) {
    double floor = basin.minimumLoss();
    if (!(floor > 0)) {
      throw new IllegalArgumentException("the order parameter L/L* needs L* > 0");
    }
    return (ensemble, out) -> {
      double[] loss = ensemble.loss();
      for (int lane = 0; lane < ensemble.live(); lane++) {
        out[lane] = loss[lane] / floor;
      }
    };
  }

  /**
   * The position on the passage, 0 at the minimum, 1 on the separatrix and beyond it in the same
   * unit (2 at the other minimum of a symmetric well).
   *
   * @throws IllegalArgumentException if the model has one well
   */
  static OrderParameter towardsSaddle(Model model) {
    Passage passage = passage(model);
    double from = passage.position(model.minimum());
    double way = from - passage.separatrix();
    return (ensemble, out) -> {
      double[] position = ensemble.along(passage);
      for (int lane = 0; lane < ensemble.live(); lane++) {
        out[lane] = (from - position[lane]) / way;
      }
    };
  }

  /** Euclidean distance from the minimum, in units of theta. */
  static OrderParameter distance(Basin basin) {
    double[] centre = basin.minimum();
    return (ensemble, out) -> {
      Arrays.fill(out, 0, ensemble.live(), 0);
      for (int i = 0; i < centre.length; i++) {
        double[] row = ensemble.coordinate(i);
        for (int lane = 0; lane < ensemble.live(); lane++) {
          double shift = row[lane] - centre[i];
          out[lane] = Math.fma(shift, shift, out[lane]);
        }
      }
      for (int lane = 0; lane < ensemble.live(); lane++) {
        out[lane] = Math.sqrt(out[lane]);
      }
    };
  }

  private static Passage passage(Model model) {
    return model
        .passage()
        .orElseThrow(
            () -> new IllegalArgumentException("this model has one well: no way to a saddle"));
  }

  /**
   * Where the other basin is entered on {@link #towardsSaddle}.
   *
   * @throws IllegalArgumentException if the model has one well
   */
  static double arrival(Model model) {
    Passage passage = passage(model);
    double from = passage.position(model.minimum());
    return (from - passage.arrival()) / (from - passage.separatrix());
  }
}
