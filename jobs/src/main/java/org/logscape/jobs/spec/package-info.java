/**
 * The spec: from YAML to typed, checked values, and to the cells of its grid. {@link
 * org.logscape.jobs.spec.SpecReader} reads a file and reports all its faults at once; {@link
 * org.logscape.jobs.spec.Spec} is what it says; {@link org.logscape.jobs.spec.Grid} expands it cell
 * by cell, so a grid of any size needs no list; {@link org.logscape.jobs.spec.Extension} says
 * whether one spec continues another. Each key, its domain and its default stand in one place: the
 * class that the key's section becomes.
 */
package org.logscape.jobs.spec;
