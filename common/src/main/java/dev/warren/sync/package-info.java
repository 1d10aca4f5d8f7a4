/**
 * What processes share: queues, pipes, locks and other means to wait for each other, dictionaries,
 * lists and single values (Python: what {@code multiprocessing} and {@code
 * multiprocessing.managers} have of these). A {@link dev.warren.sync.Manager} makes them; their
 * handles travel as arguments of tasks and child processes, in fields and captured in lambdas, and
 * work wherever they arrive.
 */
package dev.warren.sync;
