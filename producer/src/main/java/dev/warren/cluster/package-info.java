/** The worker hosts of a broker: which there are, how they are, and what they are told to do. */
package dev.warren.cluster;
