/**
 * Random numbers whose bits depend on the spec alone: a counter-based key for each run, a fast
 * generator advanced lane by lane, and distributions computed with a fixed sequence of exactly
 * rounded operations.
 */
package org.logscape.random;
