/** The report's page: one self-contained HTML file, whose first card states the verdicts. */
package org.logscape.jobs.report.page;
