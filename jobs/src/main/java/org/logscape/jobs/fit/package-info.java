/**
 * Laws from tables. {@link org.logscape.jobs.fit.LawCatalogue} lists the laws, {@link
 * org.logscape.jobs.fit.FitJob} fits those that a spec names, each with an interval from resampling
 * runs and beside its prediction. Spark adds up sufficient statistics where the rows are. What
 * reaches the driver grows with cells and events. The law of the test error is the exception: it
 * pairs runs, so the last test error of each run is collected.
 */
package org.logscape.jobs.fit;
