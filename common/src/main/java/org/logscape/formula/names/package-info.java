/** What the names in a formula stand for: parameters, constants, indices. */
package org.logscape.formula.names;
