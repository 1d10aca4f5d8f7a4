/** Batches, outcomes and values to bytes and back. The only place that knows the JSON library. */
package dev.warren.codec;
