// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.spi.StoreWords;
import io.github.cachex.spi.Tags;
import io.github.cachex.spi.Validators;
import java.time.Duration;
import java.time.Instant;
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
    public void staleTtl(Duration staleTtl) {
        var unused = CacheOptions.defaults().staleTtl(staleTtl);
    }

    @Override
    public void nullTtl(Duration nullTtl) {
        var unused = CacheOptions.defaults().cacheNullFor(nullTtl);
    }

    @Override
    public void refreshAhead(double share) {
        var unused = CacheOptions.defaults().refreshAhead(share);
    }

    @Override
    public void near(boolean near) {}

    @Override
    public void maxSize(int bytes) {
        var unused = StoreWords.checkedSize(bytes);
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
    public Optional<String> etag() {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> lastModified() {
        return Optional.empty();
    }

    @Override
    public void etag(String etag) {
        var unused = Validators.checked(etag);
    }

    @Override
    public void lastModified(Instant lastModified) {
        Objects.requireNonNull(lastModified, "lastModified");
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T notModified() {
        throw new IllegalStateException(StoreWords.NO_OLD_VALUE);
    }

    @Override
    public RuntimeException fail(Throwable failure) {
        throw DetachedContext.<RuntimeException>thrown(failure);
    }

    /** Throws {@code failure} as it is, whatever it is. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException thrown(Throwable failure) throws E {
        throw (E) Objects.requireNonNull(failure, "failure");
    }

    @Override
    public Optional<String> namespace() {
        return Optional.empty();
    }
}
