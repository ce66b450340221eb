package org.logscape.jobs.spec.key;

import java.io.Serializable;
import java.util.List;

/**
 * One key of model, dynamics or step limit with the values it takes in the grid: one value where
 * the spec gives a scalar or leaves the default, several where it gives a list.
 *
 * @param path the key, as in {@code model.barrier}
 * @param values in the order of the spec, of the type that the key's domain reads; all different
 *     unless the axis is zipped, for then the pairs are
 */
public record Axis(String path, List<Object> values) implements Serializable {
  public Axis {
    values = List.copyOf(values);
  }

  /** Whether the grid has more than one value of it. */
  public boolean varies() {
    return values.size() > 1;
  }

  /** The key's last word; for {@code dynamics.type} its section, which says more. */
  public String shortName() {
    int dot = path.lastIndexOf('.');
    String last = path.substring(dot + 1);
    return last.equals("type") ? path.substring(0, dot) : last;
  }
}
