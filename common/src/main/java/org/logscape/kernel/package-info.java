/**
 * The block kernel: start states and streams in, observers called at every step, outcomes out. It
 * knows dynamics and the observer interface, not what observers record.
 */
package org.logscape.kernel;
