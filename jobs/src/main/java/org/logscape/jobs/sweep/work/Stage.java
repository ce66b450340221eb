package org.logscape.jobs.sweep.work;

import java.io.Serializable;

/**
 * How far a cell has come: so many runs, each followed until it ended or for so many steps.
 *
 * @param runs replicas [0, runs)
 * @param steps limit of each
 */
public record Stage(int runs, long steps) implements Serializable {}
