/**
 * Rare-event sampling as Spark stages: each reads the snapshots of the stage before from Parquet,
 * and publishes its own whole.
 */
package org.logscape.jobs.rare;
