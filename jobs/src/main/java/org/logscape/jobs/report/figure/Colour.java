package org.logscape.jobs.report.figure;

/**
 * A colour for light and dark backgrounds, as {@code #rrggbb}.
 *
 * @param light on white
 * @param dark on black
 */
public record Colour(String light, String dark) {}
