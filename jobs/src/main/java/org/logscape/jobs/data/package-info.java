/** From files on any Hadoop file system to the samples that networks learn from. */
package org.logscape.jobs.data;
