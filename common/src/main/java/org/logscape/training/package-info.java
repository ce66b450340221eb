/** SGD on networks: ensembles that move side by side, and the training of one to a minimum. */
package org.logscape.training;
