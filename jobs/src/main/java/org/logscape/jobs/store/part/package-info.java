/**
 * The Parquet files of tables: written in the tasks that hold the rows, measured while they are
 * written, and read exactly as listed.
 */
package org.logscape.jobs.store.part;
