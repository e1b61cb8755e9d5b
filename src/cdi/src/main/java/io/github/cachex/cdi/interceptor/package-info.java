/** Annotated calls on their way to the caches. */
@NullMarked
package io.github.cachex.cdi.interceptor;

import org.jspecify.annotations.NullMarked;
