/**
 * Jobs: tasks that are submitted to a queue and left there, and whose results are gathered later,
 * by anybody who knows the job's id.
 */
package dev.warren.job;
