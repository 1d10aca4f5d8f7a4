/**
 * Commands. One on its way to a worker host and back: the order, the messages about it, and its
 * streams under credit, so that neither side nor the broker keeps more of them than a window. Both
 * sides use it; {@code docs/protocol.md} has the format. And one that is a task, so that it can be
 * a call of a job: {@link dev.warren.command.CommandTask}.
 */
package dev.warren.command;
