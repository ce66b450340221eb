package org.logscape.model;

/**
 * The way out of a well along one coordinate, which decreases from the minimum over the saddle to
 * the other minimum.
 *
 * @param coordinate index of the coordinate
 * @param separatrix its value on the separatrix between the two wells
 * @param otherMinimum its value at the other minimum
 */
public record Passage(int coordinate, double separatrix, double otherMinimum) {}
