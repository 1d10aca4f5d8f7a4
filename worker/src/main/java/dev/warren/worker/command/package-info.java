/**
 * Commands on a worker host: any program, for whoever may send to its queue of commands, with the
 * streams and signals of its caller.
 */
package dev.warren.worker.command;
