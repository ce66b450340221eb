/**
 * The results folder: a spec frozen beside Parquet tables, filled by waves of which each is
 * published whole or not at all. Nothing here knows what the rows mean.
 */
package org.logscape.jobs.store;
