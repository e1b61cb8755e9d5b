/** The show, smaller. */
@NullMarked
package io.github.cachex.examples.zones;

import org.jspecify.annotations.NullMarked;
