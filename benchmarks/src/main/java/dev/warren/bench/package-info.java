/** The same work by Warren and by others, side by side. Internal, no guarantees. */
package dev.warren.bench;
