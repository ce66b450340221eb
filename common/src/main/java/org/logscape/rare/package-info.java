/**
 * Rare-event sampling of escapes: forward flux sampling and adaptive multilevel splitting along an
 * order parameter, as pure stages (states in, states out) that any driver may spread over machines.
 *
 * <p>Sources: R. Allen, P. ten Wolde and others, "Forward flux sampling for rare event
 * simulations", J. Phys.: Condens. Matter 21 (2009); F. C&eacute;rou, A. Guyader, "Adaptive
 * multilevel splitting for rare event analysis", Stoch. Anal. Appl. 25 (2007).
 */
package org.logscape.rare;
