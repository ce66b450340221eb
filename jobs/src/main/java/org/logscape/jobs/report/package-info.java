/**
 * The report of a results folder: one self-contained page and figures for papers. Each figure is
 * described once, in terms of data, and drawn twice: by the page's script and on paper. Spark sums
 * the tables up; what reaches the driver is bounded by {@link org.logscape.jobs.report.Budget}.
 */
package org.logscape.jobs.report;
