/** Loads at start what an application wants loaded. */
@NullMarked
package io.github.cachex.cdi.warmup;

import org.jspecify.annotations.NullMarked;
