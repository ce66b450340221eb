/**
 * A figure as data: axes, series of points, and the numbers behind it. The page and the paper draw
 * the same figure.
 */
package org.logscape.jobs.report.figure;
