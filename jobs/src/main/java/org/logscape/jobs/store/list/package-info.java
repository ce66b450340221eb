/**
 * What each wave published: its files with size, rows and checksums, kept under {@code
 * DIR/_logscape/lists}, and what differs from that on the disk.
 */
package org.logscape.jobs.store.list;
