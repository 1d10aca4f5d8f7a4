/**
 * For tests of programs that use Warren: faults on demand. {@link dev.warren.testkit.ChaosDriver}
 * strikes with faults at random and can repeat it; {@link dev.warren.testkit.LinkProxy} is a
 * network that breaks; {@link dev.warren.testkit.RabbitCluster} a broker whose nodes may be killed.
 * A pool without processes and broker is {@code Pool.inline()}.
 */
package dev.warren.testkit;
