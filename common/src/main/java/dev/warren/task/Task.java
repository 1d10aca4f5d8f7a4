package dev.warren.task;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method that worker hosts may run for whoever can submit to their queue.
 *
 * <p>A worker host that serves a shared queue runs annotated methods and nothing else. A pool with
 * local worker processes runs its own program's code, so there the annotation may be left out.
 *
 * <p>The method may run more than once (at-least-once running), so what it does to the outside
 * world should bear repeating.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Task {}
