/**
 * The engine of {@code warren parallel}: from arguments to command lines, from there to running
 * commands, and from those to output and a job log. Text is held as octets, one to a char ({@link
 * dev.warren.cli.parallel.Octets}), so that arguments arrive as the bytes they are, whatever the
 * locale. Internal, without guarantees for other programs.
 */
package dev.warren.cli.parallel;
