/** The order in which samples of a finite data set are used. */
package org.logscape.dynamics.order;
