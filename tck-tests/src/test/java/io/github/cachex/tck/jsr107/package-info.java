/** JSR-107's own tests of its annotations, on beans that Cachex serves. */
@NullMarked
package io.github.cachex.tck.jsr107;

import org.jspecify.annotations.NullMarked;
