/** The pool: submit tasks, get their results. Start at {@link dev.warren.pool.Pool}. */
package dev.warren.pool;
