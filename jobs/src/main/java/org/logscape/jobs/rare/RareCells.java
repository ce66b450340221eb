package org.logscape.jobs.rare;

import java.io.Serializable;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.sweep.NetworkInputs;

/**
 * The cells of a spec, as tasks need them; broadcast once.
 *
 * @param spec the spec
 * @param inputs what its networks need
 */
record RareCells(Spec spec, NetworkInputs inputs) implements Serializable {

  /** The cell of that number in the grid. */
  RareCell cell(long number) {
    return RareCell.of(spec, inputs, number);
  }
}
