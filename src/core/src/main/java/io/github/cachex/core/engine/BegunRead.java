// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheKey;
import io.github.cachex.core.stage.FetchCall;
import java.util.List;
import java.util.Map;

/**
 * A read of several keys that may go on on another thread.
 *
 * @param found the values that were found so far, for the caller to have
 * @param asked what the backend is to be asked for
 */
record BegunRead<T>(Map<CacheKey<T>, T> found, List<FetchCall> asked) {}
