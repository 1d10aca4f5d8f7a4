/**
 * How a client reaches a manager: in its own process, through the doorway of the process that has
 * started it, or over the broker.
 */
package dev.warren.sync.route;
