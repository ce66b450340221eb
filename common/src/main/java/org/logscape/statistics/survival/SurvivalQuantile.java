package org.logscape.statistics.survival;

import org.logscape.statistics.Interval;

/**
 * The time by which a share of the runs has had the event.
 *
 * @param share the share, 0.5 for the median
 * @param time the estimate; infinite where fewer runs had the event within the observation time
 * @param interval around it; infinite ends where the data give no bound
 */
public record SurvivalQuantile(double share, double time, Interval interval) {}
