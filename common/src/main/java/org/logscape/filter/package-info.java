/**
 * How a step turns the gradients up to its own into a direction, as a linear filter: what momentum
 * of any form comes down to. Dynamics step by it, the theory of moments reads it.
 */
package org.logscape.filter;
