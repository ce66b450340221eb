package org.logscape.jobs.spec;

import java.io.Serializable;
import org.logscape.jobs.spec.key.Canonical;

/**
 * What tells the cells of an experiment from cells of equal values in another one: a checksum of
 * all that a resumed folder may not change, the seed above all. Two experiments that differ in any
 * of it share no name of a cell or run, so their tables can be read together.
 *
 * <p>A folder keeps the identity that it was begun with. In folders of version 1 cells are named by
 * their values alone. Random streams do not depend on the identity.
 *
 * @param checksum 64 hexadecimal digits; empty in version 1
 */
public record Identity(String checksum) implements Serializable {

  /** Version 1: cells are named by their values alone. */
  public static Identity ofValues() {
    return new Identity("");
  }

  /** Version 2: that of a new folder of this spec. */
  static Identity of(Spec spec) {
    return new Identity(Canonical.checksum(Part.fixed(spec)).hex());
  }

  /** 1 or 2. */
  public int version() {
    return checksum.isEmpty() ? 1 : 2;
  }
}
