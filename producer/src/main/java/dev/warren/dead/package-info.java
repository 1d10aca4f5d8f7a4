/** Tasks that have come to a bad end on the queues of worker hosts: list, replay and purge them. */
package dev.warren.dead;
