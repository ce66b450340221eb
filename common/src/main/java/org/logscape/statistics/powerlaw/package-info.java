/**
 * Power-law tails by the method of Clauset, Shalizi and Newman (SIAM Review 51, 2009, 661) from
 * continuous values, integers and binned counts (Virkar and Clauset, Annals of Applied Statistics
 * 8, 2014, 89): exponent, start of the tail, goodness of fit, and the rival laws.
 */
package org.logscape.statistics.powerlaw;
