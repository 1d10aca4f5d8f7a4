/**
 * A broker inside the JVM, in memory and on the loopback interface only, for a pool that was given
 * none.
 *
 * <p>It is Apache Qpid Broker-J, which speaks RabbitMQ's protocol but is not a drop-in RabbitMQ.
 * Nothing outside this package knows it.
 */
package dev.warren.broker;
