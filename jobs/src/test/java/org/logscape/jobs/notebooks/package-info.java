/**
 * Zeppelin's notes tried on the real thing: an interpreter group for Scala and SQL, small enough to
 * live beside its test, which the tests of this build and a real Zeppelin server both run the notes
 * through.
 */
package org.logscape.jobs.notebooks;
