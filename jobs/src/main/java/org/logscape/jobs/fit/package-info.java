/**
 * Laws from tables: rates, the escape law and its rivals, the stationary law, each with an interval
 * from resampling runs and beside its prediction. Spark adds up sufficient statistics in one pass
 * per table. What reaches the driver grows with cells and events. The law of the test error is the
 * exception: it pairs runs, so the last test error of each run is collected.
 */
package org.logscape.jobs.fit;
