// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.spi.Tags;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The context of a thread on which no load runs: takes every call and does nothing. */
enum DetachedContext implements FetchContext {
    INSTANCE;

    @Override
    public void ttl(Duration ttl) {
        Objects.requireNonNull(ttl, "ttl");
    }

    @Override
    public void tags(String... tags) {
        var unused = Tags.checked(tags); // what is wrong is wrong without a cache too
    }

    @Override
    public void doNotStore() {}

    @Override
    public <T> Optional<T> staleValue() {
        return Optional.empty();
    }

    @Override
    public Optional<String> namespace() {
        return Optional.empty();
    }
}
