/**
 * Commands of the operating system, with the semantics of Python's {@code subprocess}. Start at
 * {@link dev.warren.subprocess.Command}.
 */
package dev.warren.subprocess;
