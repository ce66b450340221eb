/**
 * What theory says of the cells of a spec before anything is computed, and of the cells of a table
 * afterwards: predicted rates, exponents, expected steps and cost. Plans, the order of blocks and
 * the fits all ask here, so a prediction has one source.
 */
package org.logscape.jobs.predict;
