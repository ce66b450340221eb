/** Arrays of numbers with a shape, as numpy and other programs keep them in files. */
package org.logscape.data.tensor;
