/**
 * What a report reads: the cells that are shown, the fits, and summaries of the other tables. Spark
 * sums the tables up; what reaches the driver is bounded by {@link
 * org.logscape.jobs.report.data.Budget}.
 */
package org.logscape.jobs.report.data;
