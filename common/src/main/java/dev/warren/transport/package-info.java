/**
 * The connection to a broker: what it is, what it can do, confirmed publishing, consuming, and
 * getting it all back after a loss. The only place that knows the AMQP client.
 */
package dev.warren.transport;
