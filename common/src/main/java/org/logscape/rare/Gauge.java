package org.logscape.rare;

import org.logscape.dynamics.Ensemble;
import org.logscape.simd.Lanes;

/** Where the lanes of a block are on a route; read anew after every step. */
final class Gauge {
  private final Route route;
  private final double[] order;
  private final double[] goal;
  private final double[] ridge;

  Gauge(Route route, int lanes) {
    this.route = route;
    order = new double[Lanes.roundUp(lanes)];
    goal = route.goalIsOnOrder() ? order : new double[Lanes.roundUp(lanes)];
    ridge = new double[Lanes.roundUp(lanes)];
  }

  /** Takes the values of all live lanes. */
  void read(Ensemble ensemble) {
    route.order().values(ensemble, order);
    if (!route.goalIsOnOrder()) {
      route.goalOrder().values(ensemble, goal);
    }
    if (route.ridge().isPresent()) {
      route.ridge().get().values(ensemble, ridge);
    }
  }

  double order(int lane) {
    return order[lane];
  }

  boolean arrived(int lane) {
    return goal[lane] >= route.goal();
  }

  /** Never so where the route watches no ridge. */
  boolean strayed(int lane) {
    return ridge[lane] > 1;
  }
}
