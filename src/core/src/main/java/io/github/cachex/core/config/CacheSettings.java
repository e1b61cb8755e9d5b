// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.CacheOptions;
import io.github.cachex.CacheOptions.Name;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.WaitPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The settings of a cache, of an annotated method or of one call, all resolved. Each component is the setting of its name
 * in {@link Configuration#keys()}.
 *
 * @param ttl how long a value stays fresh; at least 1 ms
 * @param staleTtl how long after that it may stand in for a failing loader; zero for not at all
 * @param jitter the share of the ttl that is subtracted at random, 0 to 0.9
 * @param cacheNull whether null is stored
 * @param nullTtl how long a stored null stays fresh
 * @param softTimeout how long a caller waits for the loader while a stale value could be served
 * @param hardTimeout how long a caller waits for the loader at all
 * @param refreshAhead the share of the ttl after which a value is refreshed in the background
 * @param sliding whether each read lets an entry live for its whole ttl again
 * @param tags what entries can be invalidated by
 * @param near what is kept in this JVM
 * @param outageTtl how long a value that no backend could keep is served here while the backend is down
 * @param waitTimeout how long to wait for another's load
 * @param onWaitTimeout what to do after that
 * @param backendErrors what explicit operations do when the backend fails
 * @param storeIf which values are stored; empty for all
 * @param defaultValue gives what stands in when loading fails and nothing stale is there
 * @param staleFailures for which failures something stands in
 * @param lease how long a lease lasts unless renewed
 * @param leaseRenew how often it is renewed while the loader runs
 * @param leaseMax how long it is renewed at most
 * @param failedMarker how long after a failed load nobody waits for another
 * @param unstoredMarker the same after a load whose value is not stored
 * @param backendBudget how long one call may spend in the backend
 * @param sizes how large encoded values may be, which are compressed, and whether something may be left out of them
 */
public record CacheSettings(
        Duration ttl,
        Duration staleTtl,
        double jitter,
        boolean cacheNull,
        Duration nullTtl,
        Optional<Duration> softTimeout,
        Optional<Duration> hardTimeout,
        Optional<Double> refreshAhead,
        boolean sliding,
        List<String> tags,
        NearSettings near,
        Duration outageTtl,
        Duration waitTimeout,
        WaitPolicy onWaitTimeout,
        ErrorPolicy backendErrors,
        Optional<Predicate<Object>> storeIf,
        Optional<Supplier<?>> defaultValue,
        StaleFailures staleFailures,
        Duration lease,
        Duration leaseRenew,
        Duration leaseMax,
        Duration failedMarker,
        Duration unstoredMarker,
        Duration backendBudget,
        Sizes sizes) {

    /** Returns these settings with what {@code options} sets in their place; this very object when it sets nothing. */
    @SuppressWarnings("ReferenceEquality") // the usual case, told without comparing every setting
    public CacheSettings with(CacheOptions options) {
        if (options == CacheOptions.defaults() || options.equals(CacheOptions.defaults())) {
            return this;
        }
        return new CacheSettings(
                options.<Duration>value(Name.TTL).orElse(ttl),
                options.<Duration>value(Name.STALE_TTL).orElse(staleTtl),
                options.<Double>value(Name.JITTER).orElse(jitter),
                options.<Boolean>value(Name.CACHE_NULL).orElse(cacheNull),
                options.<Duration>value(Name.NULL_TTL).orElse(nullTtl),
                options.<Duration>value(Name.SOFT_TIMEOUT).or(() -> softTimeout),
                options.<Duration>value(Name.HARD_TIMEOUT).or(() -> hardTimeout),
                options.<Double>value(Name.REFRESH_AHEAD).or(() -> refreshAhead),
                options.<Boolean>value(Name.SLIDING).orElse(sliding),
                options.<List<String>>value(Name.TAGS).orElse(tags),
                options.<Boolean>value(Name.NEAR).map(near::asked).orElse(near),
                outageTtl,
                options.<Duration>value(Name.WAIT_TIMEOUT).orElse(waitTimeout),
                options.<WaitPolicy>value(Name.ON_WAIT_TIMEOUT).orElse(onWaitTimeout),
                options.<ErrorPolicy>value(Name.BACKEND_ERRORS).orElse(backendErrors),
                options.<Predicate<Object>>value(Name.STORE_IF).or(() -> storeIf),
                options.<Supplier<?>>value(Name.DEFAULT_VALUE).or(() -> defaultValue),
                staleFailures(options),
                lease,
                leaseRenew,
                leaseMax,
                failedMarker,
                unstoredMarker,
                backendBudget,
                sizes);
    }

    private StaleFailures staleFailures(CacheOptions options) {
        return new StaleFailures(
                options.<List<Class<? extends Throwable>>>value(Name.STALE_ON)
                        .map(StaleFailures::names)
                        .orElse(staleFailures.staleOn()),
                options.<List<Class<? extends Throwable>>>value(Name.SKIP_ON)
                        .map(StaleFailures::names)
                        .orElse(staleFailures.skipOn()));
    }

    /** Returns the longest time for which a load that stored nothing is remembered. */
    public Duration longestMarker() {
        return failedMarker.compareTo(unstoredMarker) > 0 ? failedMarker : unstoredMarker;
    }

    /** Returns these settings, under which the serializer may leave out what callers can see. */
    public CacheSettings allowingLeftOut() {
        return new CacheSettings(
                ttl,
                staleTtl,
                jitter,
                cacheNull,
                nullTtl,
                softTimeout,
                hardTimeout,
                refreshAhead,
                sliding,
                tags,
                near,
                outageTtl,
                waitTimeout,
                onWaitTimeout,
                backendErrors,
                storeIf,
                defaultValue,
                staleFailures,
                lease,
                leaseRenew,
                leaseMax,
                failedMarker,
                unstoredMarker,
                backendBudget,
                sizes.allowingLeftOut());
    }
}
