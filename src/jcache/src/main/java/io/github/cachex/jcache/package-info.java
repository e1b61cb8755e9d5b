/** JSR-107's annotations of {@code javax.cache.annotation}, served by Cachex. */
@NullMarked
package io.github.cachex.jcache;

import org.jspecify.annotations.NullMarked;
