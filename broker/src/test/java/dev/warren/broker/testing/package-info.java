/**
 * A real RabbitMQ for tests: a given one, a container, or a private node of the installed server.
 */
package dev.warren.broker.testing;
