/**
 * Laws from tables: rates, the escape law and its rivals, the stationary law, each with an interval
 * from resampling runs and beside its prediction. Spark adds up sufficient statistics in one pass
 * per table; what reaches the driver grows with cells and events, never with runs.
 */
package org.logscape.jobs.fit;
