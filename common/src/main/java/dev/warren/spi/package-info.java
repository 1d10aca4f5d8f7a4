/**
 * The seams between modules that must not see one another, each found by {@link
 * java.util.ServiceLoader}.
 */
package dev.warren.spi;
