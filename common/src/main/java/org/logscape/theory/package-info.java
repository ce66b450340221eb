/**
 * What theory predicts, as plain numbers: the log-landscape theory of SGD escape (arXiv 2105.09557,
 * cited as [LL]), first passage in a quadratic basin, the exact moments and the Kesten tail of
 * online linear regression, the rival Arrhenius law, and the guard that says where a law is not
 * valid. The package takes and returns plain numbers; it depends on no model, dynamics, table or
 * fit. The noise factor {@code a = alpha^2 + (1 - alpha)^2} of noise enhancement (arXiv 2009.13094,
 * cited as [NE]) is 1 for plain SGD.
 */
package org.logscape.theory;
