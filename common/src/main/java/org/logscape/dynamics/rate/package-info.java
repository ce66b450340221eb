/** Learning rates that change while a run goes on. */
package org.logscape.dynamics.rate;
