/** What a results folder says of itself: its manifest, and the spec that is frozen in it. */
package org.logscape.jobs.manifest;
