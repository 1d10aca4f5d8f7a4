/**
 * The words everything else is said in: task names, batches, outcomes. Plain data, nothing but the
 * JDK.
 */
package dev.warren.task;
