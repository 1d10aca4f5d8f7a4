/**
 * Single processes, with the semantics of Python's {@code multiprocessing.Process}. Start at {@link
 * dev.warren.process.ChildProcess}.
 */
package dev.warren.process;
