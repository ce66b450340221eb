/** What a sweep did, in lines for the terminal. */
package org.logscape.jobs.cli.account;
