package org.logscape.jobs.report.figure;

/**
 * A colour for each ground, as {@code #rrggbb}.
 *
 * @param light on white
 * @param dark on black
 */
public record Colour(String light, String dark) {}
