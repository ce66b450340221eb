/**
 * The figures of the report. Each is one object that builds its figure from the tables and the
 * fits; {@link org.logscape.jobs.report.law.LawFigures} lists them.
 */
package org.logscape.jobs.report.law;
