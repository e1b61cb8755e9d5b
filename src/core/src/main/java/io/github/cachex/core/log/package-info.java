/** What happens in the caches, as lines of a log. */
@NullMarked
package io.github.cachex.core.log;

import org.jspecify.annotations.NullMarked;
