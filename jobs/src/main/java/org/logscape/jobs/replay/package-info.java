/**
 * One run of a folder computed again, with all the states that it went through, and held against
 * the rows that the sweep wrote of it.
 */
package org.logscape.jobs.replay;
