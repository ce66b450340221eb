package org.logscape.jobs.report;

/**
 * An axis of a figure.
 *
 * @param label quantity and unit
 * @param scale how values are laid out
 */
record Axis(String label, Scale scale) {
  /** How values are laid out along an axis. */
  enum Scale {
    LINEAR,
    LOG
  }

  static Axis log(String label) {
    return new Axis(label, Scale.LOG);
  }

  static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR);
  }

  boolean isLog() {
    return scale == Scale.LOG;
  }

  /** Whether a value can be drawn here. */
  boolean holds(double value) {
    return Double.isFinite(value) && (!isLog() || value > 0);
  }

  /** Where a value lies: itself, or its decimal logarithm. */
  double position(double value) {
    return isLog() ? Math.log10(value) : value;
  }
}
