/**
 * What a sweep still has to do: blocks of runs and their waves, the stages on the way to a width.
 */
package org.logscape.jobs.sweep.work;
