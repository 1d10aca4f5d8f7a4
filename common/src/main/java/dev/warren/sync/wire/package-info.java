/** What clients and managers say to each other, and how it is written. */
package dev.warren.sync.wire;
