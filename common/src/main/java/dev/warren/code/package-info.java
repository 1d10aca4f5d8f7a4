/** The code of tasks on the broker: jars by their content, for worker hosts that lack them. */
package dev.warren.code;
