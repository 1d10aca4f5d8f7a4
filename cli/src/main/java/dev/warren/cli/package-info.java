/**
 * The {@code warren} command: one class for each subcommand, and what they share. The only place
 * that wires producer, worker and broker together. Internal, without guarantees for other programs.
 */
package dev.warren.cli;
