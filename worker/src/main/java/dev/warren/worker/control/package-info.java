/**
 * How operators see and steer a worker host, and how a host steers itself. Knows nothing of tasks.
 * Internal to Warren: no guarantees.
 */
package dev.warren.worker.control;
