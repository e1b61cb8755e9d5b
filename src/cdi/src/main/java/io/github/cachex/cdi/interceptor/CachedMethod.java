// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.core.engine.MethodCache;

/** A plan, the cache that it is about, and what is logged of its calls. */
record CachedMethod(MethodCache cache, MethodPlan plan, CallWarnings warnings) {}
