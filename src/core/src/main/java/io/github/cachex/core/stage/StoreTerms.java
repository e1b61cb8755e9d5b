// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.Validators;

/**
 * What a load says of the storing of its value.
 *
 * @param lifetime how long the value is to live if stored
 * @param vetoed whether it must not be stored
 * @param options what is set in the place of the settings of the call
 * @param maxSize how many bytes it may take, within those that the settings allow
 * @param validators by what the source can tell that the value has not changed
 */
public record StoreTerms(Lifetime lifetime, boolean vetoed, CacheOptions options, int maxSize, Validators validators) {
    /** Creates those of a load that says nothing more. */
    public StoreTerms(Lifetime lifetime, boolean vetoed) {
        this(lifetime, vetoed, CacheOptions.defaults(), Integer.MAX_VALUE, Validators.NONE);
    }

    /** Returns these, under which nothing may be stored unless {@code condition}. */
    public StoreTerms onlyIf(boolean condition) {
        return new StoreTerms(lifetime, vetoed || !condition, options, maxSize, validators);
    }

    /** Returns {@code settings} with what the load has set in their place. */
    CacheSettings over(CacheSettings settings) {
        return settings.with(options).sizedAtMost(maxSize);
    }
}
