package org.logscape.jobs.report.figure;

/**
 * An axis of a figure.
 *
 * @param label quantity and unit
 * @param scale how values are laid out
 */
public record Axis(String label, Scale scale) {
  /** How values are laid out along an axis. */
  public enum Scale {
    LINEAR,
    LOG
  }

  public static Axis log(String label) {
    return new Axis(label, Scale.LOG);
  }

  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR);
  }

  public boolean isLog() {
    return scale == Scale.LOG;
  }

  /** Whether a value can be drawn here. */
  public boolean holds(double value) {
    return Double.isFinite(value) && (!isLog() || value > 0);
  }

  /** Where a value lies: itself, or its decimal logarithm. */
  public double position(double value) {
    return isLog() ? Math.log10(value) : value;
  }
}
