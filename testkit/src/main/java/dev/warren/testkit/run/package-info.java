/** The chaos run of {@code ./warren-chaos}: many tasks, many faults, and an account of both. */
package dev.warren.testkit.run;
