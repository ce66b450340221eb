/** Predicts what a spec will do and cost, before anything is computed. */
package org.logscape.jobs.plan;
