/**
 * Loss models: mean-square losses over a parameter vector, with minimum, saddle and curvature in
 * closed form. Models know nothing of dynamics.
 */
package org.logscape.model;
