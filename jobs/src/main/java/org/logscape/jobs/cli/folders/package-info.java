/** Commands on many results folders at once. */
package org.logscape.jobs.cli.folders;
