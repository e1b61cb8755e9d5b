// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.CacheOptions;
import io.github.cachex.CacheOptions.Name;
import io.github.cachex.FetchContext;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Lifetimes;
import io.github.cachex.core.stage.LoadNode;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.StaleValue;
import io.github.cachex.core.stage.StoreTerms;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.StoreWords;
import io.github.cachex.spi.Tags;
import io.github.cachex.spi.Validators;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Takes what one load says about the storing of its value, and tells it of the value that it replaces. */
final class LoadContext implements FetchContext, LoadNode.Known {
    private final FetchCall call;
    private final @Nullable StaleValue previous;
    private final boolean many;
    private @Nullable Duration ttl;
    private CacheOptions options = CacheOptions.defaults();
    private int maxSize = Integer.MAX_VALUE;
    private Validators validators = Validators.NONE;
    private boolean vetoed;
    private boolean unchanged;
    private @Nullable Throwable askedStaleFor;
    private final Set<String> tags = new LinkedHashSet<>();

    private LoadContext(FetchCall call, boolean many) {
        this.call = call;
        this.many = many;
        this.previous = many ? null : call.previous();
    }

    static LoadContext ofOne(FetchCall call) {
        return new LoadContext(call, false);
    }

    /** Returns the one of {@code call}, which is loaded together with others. */
    static LoadContext ofMany(FetchCall call) {
        return new LoadContext(call, true);
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
    public void staleTtl(Duration staleTtl) {
        options = options.staleTtl(staleTtl);
    }

    @Override
    public void nullTtl(Duration nullTtl) {
        options = options.cacheNullFor(nullTtl);
    }

    @Override
    public void refreshAhead(double share) {
        options = options.refreshAhead(share);
    }

    @Override
    public void near(boolean near) {
        options = options.near(near);
    }

    @Override
    public void maxSize(int bytes) {
        maxSize = StoreWords.checkedSize(bytes);
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
        if (unchanged) {
            throw new IllegalStateException(
                    "doNotStore after notModified: a value that is given a new life is stored; call one of them");
        }
        vetoed = true;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Optional<T> staleValue() {
        return old().map(mine -> (T) mine.value());
    }

    private Optional<Known> old() {
        return previous == null ? Optional.empty() : previous.value().outcome(previous.readAt());
    }

    @Override
    public Optional<String> etag() {
        return previous == null ? Optional.empty() : previous.validators().etag();
    }

    @Override
    public Optional<Instant> lastModified() {
        return previous == null ? Optional.empty() : previous.validators().lastModified();
    }

    @Override
    public void etag(String etag) {
        validators = ofOneValue("etag").withEtag(Validators.checked(etag));
    }

    @Override
    public void lastModified(Instant lastModified) {
        validators = ofOneValue("lastModified").withLastModified(Objects.requireNonNull(lastModified, "lastModified"));
    }

    private Validators ofOneValue(String said) {
        if (many) {
            throw new IllegalStateException(
                    said + ": several values are loaded at once, and it would be of one; load what has it by fetch");
        }
        return validators;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // the old value may be null
    public <T> T notModified() {
        if (vetoed) {
            throw new IllegalStateException(
                    "notModified after doNotStore: a value that is given a new life is stored; call one of them");
        }
        Known old = old().orElseThrow(() -> new IllegalStateException(StoreWords.NO_OLD_VALUE));
        unchanged = true;
        // It was transformed when it was stored first.
        options = options.storeAs(UnaryOperator.identity());
        return (T) old.value();
    }

    @Override
    public RuntimeException fail(Throwable failure) {
        askedStaleFor = Objects.requireNonNull(failure, "failure");
        throw Fallback.<RuntimeException>sneaky(failure);
    }

    @Override
    public Optional<String> namespace() {
        return call.namespace().name();
    }

    /** Returns the tags of the call, those that the load added, and those of a value that it kept. */
    List<String> tags() {
        List<String> kept = unchanged && previous != null ? previous.tags() : List.of();
        synchronized (tags) {
            if (tags.isEmpty() && kept.isEmpty()) {
                return call.settings().tags();
            }
            Set<String> all = new LinkedHashSet<>(call.settings().tags());
            all.addAll(kept);
            all.addAll(tags);
            return List.copyOf(all);
        }
    }

    /** Takes over what was said to {@code other}, which several loads had in common. */
    void follow(LoadContext other) {
        ttl = other.ttl;
        options = other.options;
        maxSize = other.maxSize;
        vetoed = other.vetoed;
        askedStaleFor = other.askedStaleFor;
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

    /** Returns whether the load, which ended with {@code failure}, asked for the stale value. */
    @SuppressWarnings("ReferenceEquality") // this very failure, and no other
    boolean asksStaleFor(Throwable failure) {
        return askedStaleFor == failure;
    }

    /** Returns what was said of the storing of a value, or of {@code nothing}. */
    StoreTerms terms(boolean nothing) {
        Duration own = nothing && options.value(Name.NULL_TTL).isPresent() ? null : ttl;
        return new StoreTerms(
                Lifetimes.of(call.settings().with(options), own, nothing), vetoed, options, maxSize, kept());
    }

    private Validators kept() {
        if (!unchanged || previous == null) {
            return validators;
        }
        return new Validators(
                validators.etag().or(this::etag), validators.lastModified().or(this::lastModified));
    }
}
