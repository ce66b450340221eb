/**
 * Spectra of large symmetric operators that are known by their products with vectors alone: top
 * eigenvalues, traces, densities, and what counts as an outlier.
 */
package org.logscape.spectrum;
