/**
 * Estimators that the fits need, over plain numbers: censored rates with exact intervals, the Beta
 * law and the power-law tail from binned counts with their goodness of fit, Poisson regression,
 * effective sample sizes, paired contrasts, and resampling of whole runs. Packages below hold
 * survival analysis, power laws after Clauset, Shalizi and Newman, and the contest of laws. Data
 * that determine no result give a reason ({@link org.logscape.statistics.Finding}).
 *
 * <p>The package knows nothing of SGD: callers decide which law is fitted and with which prediction
 * it is compared.
 */
package org.logscape.statistics;
