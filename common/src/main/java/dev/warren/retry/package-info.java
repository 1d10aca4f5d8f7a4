/** When a task is tried again, as its caller says and as it says itself. Nothing but the JDK. */
package dev.warren.retry;
