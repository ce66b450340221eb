/**
 * How many lanes one machine instruction moves. Blocks are worked through in groups of eight lanes;
 * whether a group is eight scalars or vectors of two, four or eight is decided here once, and no
 * number depends on it.
 */
package org.logscape.simd;
