/** Figures of landscapes typed as formulas: the loss along the escape path, and a map. */
package org.logscape.jobs.report.landscape;
