/** Waiting times of single runs: survival, memory, cells compared, events that compete. */
package org.logscape.jobs.fit.waiting;
