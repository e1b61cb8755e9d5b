// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.FetchContext;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Lifetimes;
import io.github.cachex.core.stage.LoadNode;
import io.github.cachex.core.stage.StaleValue;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.Tags;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes what one load says about the storing of its value. */
final class LoadContext implements FetchContext, LoadNode.Known {
    private final FetchCall call;
    private @Nullable Duration ttl;
    private boolean vetoed;
    private final Set<String> tags = new LinkedHashSet<>();

    LoadContext(FetchCall call) {
        this.call = call;
    }

    @Override
    public LoadNode node() {
        return call.node();
    }

    @Override
    public void ttl(Duration ttl) {
        if (ttl.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(
                    "ttl=" + ttl + ": is not above zero (1 ms at least); use doNotStore to keep it out");
        }
        this.ttl = Durations.bounded(ttl);
    }

    @Override
    public void tags(String... added) {
        List<String> own = call.namespace().own(Tags.checked(added));
        synchronized (tags) {
            tags.addAll(own);
        }
    }

    @Override
    public void doNotStore() {
        vetoed = true;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Optional<T> staleValue() {
        StaleValue stale = call.stale();
        return stale == null
                ? Optional.empty()
                : stale.value().outcome(stale.readAt()).map(mine -> (T) mine.value());
    }

    @Override
    public Optional<String> namespace() {
        return call.namespace().name();
    }

    /** Returns the tags of the call and those that the load added. */
    List<String> tags() {
        synchronized (tags) {
            if (tags.isEmpty()) {
                return call.settings().tags();
            }
            Set<String> all = new LinkedHashSet<>(call.settings().tags());
            all.addAll(tags);
            return List.copyOf(all);
        }
    }

    /** Takes over what was said to {@code other}, which several loads had in common. */
    void follow(LoadContext other) {
        ttl = other.ttl;
        vetoed = other.vetoed;
        List<String> theirs = other.added();
        synchronized (tags) {
            tags.clear();
            tags.addAll(theirs);
        }
    }

    private List<String> added() {
        synchronized (tags) {
            return List.copyOf(tags);
        }
    }

    boolean isVetoed() {
        return vetoed;
    }

    Lifetime lifetime(boolean nothing) {
        return Lifetimes.of(call.settings(), ttl, nothing);
    }
}
