package org.logscape.jobs.spec.key;

import java.util.List;
import org.logscape.jobs.errors.UserException;

/** A spec that cannot be used, with everything that is wrong with it. */
public final class InvalidSpecException extends UserException {
  private final List<Fault> faults;

  public InvalidSpecException(String source, List<Fault> faults) {
    super(faults.stream().map(fault -> source + ": " + fault).toList());
    this.faults = List.copyOf(faults);
  }

  /** All faults, in the order in which they were found. */
  public List<Fault> faults() {
    return faults;
  }
}
