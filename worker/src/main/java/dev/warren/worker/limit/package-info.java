/**
 * The limits of a host's queue: how many calls run at once and how many start in a while, on all
 * hosts together. The broker has as many permits as a limit allows, and a host needs one for each
 * call. Internal, no guarantees.
 */
package dev.warren.worker.limit;
