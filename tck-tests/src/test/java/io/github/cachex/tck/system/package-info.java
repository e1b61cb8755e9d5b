/**
 * The whole system: several JVM processes over a real Redis. A {@link io.github.cachex.tck.system.Worker} is a JVM that the
 * tests order about line by line; a {@link io.github.cachex.tck.system.Source} is what the caches stand before, and counts
 * its own loads.
 */
@NullMarked
package io.github.cachex.tck.system;

import org.jspecify.annotations.NullMarked;
