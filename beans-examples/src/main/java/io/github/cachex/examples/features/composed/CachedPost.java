// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.composed;

import io.github.cachex.CachexFetch;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Keeps a post by its number. */
// snippet: annotation
@InterceptorBinding
@CachexFetch(cache = "posts", key = "post:{0}", ttl = "5m")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CachedPost {}
// end
