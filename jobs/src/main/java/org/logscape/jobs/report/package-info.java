/**
 * The report of a results folder: one self-contained page and figures for papers. Data flow one
 * way: {@code data} reads the tables, {@code law} builds from them figures in the terms of {@code
 * figure}, which {@code page} and {@code paper} draw.
 */
package org.logscape.jobs.report;
