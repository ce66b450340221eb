/** Tables and numbers as people read them on a terminal. */
package org.logscape.jobs.text;
