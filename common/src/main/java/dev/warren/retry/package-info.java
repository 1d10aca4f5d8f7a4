/** How often a task is tried. */
package dev.warren.retry;
