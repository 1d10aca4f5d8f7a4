/** One runnable class for each feature; the tests run them all and check what they print. */
package dev.warren.examples;
