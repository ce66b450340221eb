package org.logscape.rare;

import java.util.Optional;

/**
 * The event to sample: the first passage of a goal, along an order parameter that increases towards
 * it. A state at the goal counts as beyond every interface, so the goal need not be a level of the
 * order parameter.
 *
 * @param order the order parameter
 * @param goalOrder the order parameter of which the goal is a level
 * @param goal the level
 * @param ridge an order parameter with the value 1 on the separatrix; given for a model with two
 *     wells whose goal is neither crossing nor settling, so that states behind the ridge are
 *     detected even where {@code order} places them in the basin
 * @param departure where walkers start
 */
public record Route(
    OrderParameter order,
    OrderParameter goalOrder,
    double goal,
    Optional<OrderParameter> ridge,
    Departure departure) {

  /** From the minimum to a level of the order parameter itself. */
  public static Route along(OrderParameter order, double goal) {
    return to(order, order, goal);
  }

  /** From the minimum to a level of another order parameter. */
  public static Route to(OrderParameter order, OrderParameter goalOrder, double goal) {
    return new Route(order, goalOrder, goal, Optional.empty(), Departure.fromMinimum());
  }

  /**
   * The same route in a landscape where a second well has the same values of the order parameter.
   */
  public Route besideRidge(OrderParameter ridgeOrder) {
    return new Route(order, goalOrder, goal, Optional.of(ridgeOrder), departure);
  }

  /** Whether the goal is a level of the order parameter. */
  public boolean goalIsOnOrder() {
    return order.equals(goalOrder);
  }

  /** The last threshold: the goal, or infinity where it is no level of the order parameter. */
  public double lastThreshold() {
    return goalIsOnOrder() ? goal : Double.POSITIVE_INFINITY;
  }
}
