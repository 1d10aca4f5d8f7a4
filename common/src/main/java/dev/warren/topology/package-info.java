/** Which queues there are and what each is for. */
package dev.warren.topology;
