/**
 * A worker process: how the host starts it and talks to it, and what runs inside it. Internal, no
 * guarantees.
 */
package dev.warren.worker.child;
