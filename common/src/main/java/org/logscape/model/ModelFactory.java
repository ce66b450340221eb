package org.logscape.model;

import java.util.List;
import java.util.Map;

/**
 * Creates a model of one's own, which a spec names by this class: {@code type:
 * my.package.MyFactory}. The class is found by {@link java.util.ServiceLoader}: its jar holds a
 * file {@code META-INF/services/org.logscape.model.ModelFactory} with its name, and it has a public
 * constructor without arguments.
 */
public interface ModelFactory {

  /**
   * Names of the constants that {@link #create} needs; the spec gives each under {@code constants}.
   */
  List<String> constants();

  /**
   * The model of a cell. SGD needs an {@link OnlineModel}; langevin takes any model whose Hessian
   * at the minimum is diagonal.
   *
   * @param constants the value of each constant
   * @throws IllegalArgumentException if the values give no model; the message becomes the fault of
   *     the spec
   */
  Model create(Map<String, Double> constants);
}
