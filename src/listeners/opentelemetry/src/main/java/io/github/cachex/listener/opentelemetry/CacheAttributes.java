// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;

/** The attributes of metrics and spans: none of them tells of a key or a value. */
final class CacheAttributes {
    /** The name of the cache. */
    static final AttributeKey<String> NAME = AttributeKey.stringKey("cachex.cache.name");
    /** The class of what a loader threw; absent where it answered. By the semantic conventions of OpenTelemetry. */
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private CacheAttributes() {}

    /** Returns the attribute of a figure. */
    static AttributeKey<String> of(String name) {
        return AttributeKey.stringKey("cachex.cache." + name);
    }
}
