/** SGD on networks: ensembles that move side by side, and training of one network to a minimum. */
package org.logscape.training;
