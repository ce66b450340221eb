/** What a folder holds, in the files of other programs. */
package org.logscape.jobs.export;
