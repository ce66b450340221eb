/**
 * Real vectors and matrices outside the heap, in single or double precision, and the few products
 * that networks and spectra are made of: OpenBLAS through JavaCPP on ND4J's own buffers. Why not
 * ND4J's operations: each costs tens of microseconds, a whole training step of a small network less
 * than that.
 */
package org.logscape.matrix;
