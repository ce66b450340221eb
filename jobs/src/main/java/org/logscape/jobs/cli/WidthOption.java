package org.logscape.jobs.cli;

import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.Until;

/** A relative half width of an interval, as an option gives it. */
final class WidthOption {
  private WidthOption() {}

  /**
   * Checks one.
   *
   * @throws UserException if no sweep can mean it
   */
  static void check(String option, double width) {
    if (!(width >= Until.SHARPEST && width <= Until.WIDEST)) {
      throw UserException.of(
          "%s: is %s; must be between %s and 1 (0.05 is plus or minus 5 %%)"
              .formatted(option, width, Until.SHARPEST));
    }
  }
}
