/**
 * The worker host: one connection to the broker, and slots that each own a worker process. It runs
 * no task code itself.
 */
package dev.warren.worker;
