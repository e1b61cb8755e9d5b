// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

/**
 * A setting that is in force in this JVM, as {@link Caches#settings()} lists it.
 *
 * @param key the key, such as {@code cachex.cache.posts.ttl}; what an annotation says stands under the key that would override it,
 *     such as {@code com.acme.Posts/find/CachexFetch/ttl}
 * @param value the text as it was written; {@code ***} in the place of a secret; empty where nothing is set and there is no default
 * @param source who says so: the name of the configuration source, or {@link #DEFAULT}, {@link #ANNOTATION} or {@link #BUILDER}
 */
public record SettingInForce(String key, String value, String source) {
    /** The source of what nobody configured. */
    public static final String DEFAULT = "default";

    /** The source of what an annotation says. */
    public static final String ANNOTATION = "annotation";

    /** The source of what {@link CacheHandler.Builder#property} was given. */
    public static final String BUILDER = "builder";

    /** Returns whether somebody configured it. */
    public boolean isSet() {
        return !source.equals(DEFAULT);
    }
}
