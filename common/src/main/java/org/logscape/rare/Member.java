package org.logscape.rare;

import java.io.Serializable;

/**
 * A state of the population of one repeat after one stage.
 *
 * @param index its index in the population
 * @param parent its parent's index in the population of the stage before; -1 at stage 0
 * @param ancestor the index of the stage-0 crossing that it descends from
 * @param state the state
 * @param stream under splitting, the stream under which its path goes on from the state; -1
 *     otherwise
 * @param highest under splitting, the largest order parameter of the path, infinite at the goal;
 *     that of the state otherwise
 */
public record Member(
    int index, int parent, int ancestor, Crossing state, long stream, double highest)
    implements Serializable {}
