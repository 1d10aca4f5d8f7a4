/** What a manager keeps: its objects, who uses them, who waits for them, and for how long. */
package dev.warren.sync.state;
