/**
 * How much memory worker processes may have, and how much they do. Knows nothing of tasks. Internal
 * to Warren: no guarantees.
 */
package dev.warren.worker.memory;
