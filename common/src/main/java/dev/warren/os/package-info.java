/**
 * Processes of the operating system as both sides of the broker see them: signals, return codes,
 * and families of processes. Nothing but the JDK.
 */
package dev.warren.os;
