/** The fits table as people read it: law by law, measured beside predicted. */
package org.logscape.jobs.verdict;
