/** Figures as files for papers: SVG, PDF and PNG. */
package org.logscape.jobs.report.paper;
