/**
 * The rows that runs leave in the tables, as records: one record for each table, bound to the
 * table's schema file by the names of its components. {@link
 * org.logscape.jobs.rows.ObservationRows} is the catalogue of observations and the rows they
 * become.
 */
package org.logscape.jobs.rows;
