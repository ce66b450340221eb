/**
 * Estimators that the fits need, over plain numbers: censored rates with exact intervals, the Beta
 * law and the power-law tail from binned counts, Poisson regression, and resampling of whole runs.
 * They know nothing of SGD: which law is fitted, and beside which prediction, is decided by the
 * callers.
 */
package org.logscape.statistics;
