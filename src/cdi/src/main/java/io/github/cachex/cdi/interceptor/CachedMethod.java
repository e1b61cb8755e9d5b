// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.core.engine.EngineCache;

/** A plan and the cache that it is about. */
record CachedMethod(EngineCache cache, MethodPlan plan) {}
