package org.logscape.observe;

import org.logscape.kernel.Observation;

/**
 * The stays of one run in one basin, after the burn-in.
 *
 * @param basin name of its minimum
 * @param steps spent there
 * @param visits number of stays, including the one under way when the burn-in ended
 * @param departures stays that ended in another basin; the last stay of a run has not ended
 */
public record Occupancy(String basin, long steps, long visits, long departures)
    implements Observation {}
