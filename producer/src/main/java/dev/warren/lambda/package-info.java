/**
 * What a method reference or lambda stands for: the name of a method, and the values it has
 * captured. Internal, without guarantees for other programs.
 */
package dev.warren.lambda;
