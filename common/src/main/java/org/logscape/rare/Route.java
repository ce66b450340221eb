package org.logscape.rare;

import java.util.Optional;

/**
 * What is sampled: the first passage of a goal, along an order parameter that increases towards it.
 * A state at the goal counts as beyond every interface, so the goal need not be a level of the
 * order parameter.
 *
 * @param order the order parameter
 * @param goalOrder what the goal is a level of
 * @param goal the level
 * @param ridge value 1 on the separatrix of a model with two wells whose goal is neither crossing
 *     nor settling: states in the basin by the order parameter, but behind the ridge, are seen
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

  /** The same route in a landscape where a second well has the same values of the order. */
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
