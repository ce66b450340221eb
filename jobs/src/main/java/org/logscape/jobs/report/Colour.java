package org.logscape.jobs.report;

/**
 * A colour for each ground, as {@code #rrggbb}.
 *
 * @param light on white
 * @param dark on black
 */
record Colour(String light, String dark) {}
