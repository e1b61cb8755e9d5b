// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.CacheOptions;
import io.github.cachex.CacheOptions.Name;
import io.github.cachex.ErrorPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The settings of a cache, of an annotated method or of one call, all resolved, by feature. Each component of
 * a part is the setting of its name in {@link Configuration#keys()}.
 *
 * @param freshness how long values are good
 * @param waiting how long callers wait
 * @param lease how long leases last, and what they leave behind
 * @param near what is kept in this JVM
 * @param outageTtl how long a value that no backend could keep is served here while the backend is down
 * @param tags what entries can be invalidated by
 * @param storeIf which values are stored; empty for all
 * @param storeAs what is stored in the place of a value; empty for the value itself
 * @param failures which failures of loads are kept
 * @param defaultValue gives what stands in when loading fails and nothing stale is there
 * @param staleFailures for which failures something stands in
 * @param backendErrors what explicit operations do when the backend fails
 * @param backendBudget how long one call may spend in the backend
 * @param sizes how large encoded values may be, which are compressed, and whether something may be left out of them
 */
public record CacheSettings(
        FreshnessSettings freshness,
        WaitSettings waiting,
        LeaseSettings lease,
        NearSettings near,
        Duration outageTtl,
        List<String> tags,
        Optional<Predicate<Object>> storeIf,
        Optional<UnaryOperator<Object>> storeAs,
        FailureSettings failures,
        Optional<Supplier<?>> defaultValue,
        StaleFailures staleFailures,
        ErrorPolicy backendErrors,
        Duration backendBudget,
        Sizes sizes) {

    /** Returns these settings with what {@code options} sets in their place; this very object when it sets nothing. */
    @SuppressWarnings("ReferenceEquality") // the usual case, told without comparing every setting
    public CacheSettings with(CacheOptions options) {
        if (options == CacheOptions.defaults() || options.equals(CacheOptions.defaults())) {
            return this;
        }
        return new CacheSettings(
                freshness.with(options),
                waiting.with(options),
                lease,
                options.<Boolean>value(Name.NEAR).map(near::asked).orElse(near),
                outageTtl,
                options.<List<String>>value(Name.TAGS).orElse(tags),
                options.<Predicate<Object>>value(Name.STORE_IF).or(() -> storeIf),
                options.<UnaryOperator<Object>>value(Name.STORE_AS).or(() -> storeAs),
                failures.with(options),
                options.<Supplier<?>>value(Name.DEFAULT_VALUE).or(() -> defaultValue),
                staleFailures(options),
                options.<ErrorPolicy>value(Name.BACKEND_ERRORS).orElse(backendErrors),
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

    /** Returns these settings, under which no value takes more than {@code bytes}; this very object where none does anyway. */
    public CacheSettings sizedAtMost(int bytes) {
        return bytes >= sizes.max() ? this : with(storeIf, storeAs, failures, sizes.atMost(bytes));
    }

    /** Returns these settings for values that the filters have passed already. */
    public CacheSettings filtered() {
        return with(Optional.empty(), Optional.empty(), failures, sizes);
    }

    /** Returns these settings for calls that meet no kept failures. */
    public CacheSettings withoutFailures() {
        return failures.classes().isEmpty() ? this : with(storeIf, storeAs, FailureSettings.NONE, sizes);
    }

    /** Returns these settings without the kept failures whose class is not {@code wanted}. */
    public CacheSettings keepingFailures(Predicate<Class<?>> wanted) {
        FailureSettings some = failures.only(wanted);
        return some.equals(failures) ? this : with(storeIf, storeAs, some, sizes);
    }

    /** Returns these settings, under which the serializer may leave out what callers can see. */
    public CacheSettings allowingLeftOut() {
        return with(storeIf, storeAs, failures, sizes.allowingLeftOut());
    }

    /** Returns these settings without a default value. */
    public CacheSettings withoutDefault() {
        return defaultValue.isEmpty()
                ? this
                : new CacheSettings(
                        freshness,
                        waiting,
                        lease,
                        near,
                        outageTtl,
                        tags,
                        storeIf,
                        storeAs,
                        failures,
                        Optional.empty(),
                        staleFailures,
                        backendErrors,
                        backendBudget,
                        sizes);
    }

    private CacheSettings with(
            Optional<Predicate<Object>> passed,
            Optional<UnaryOperator<Object>> transformed,
            FailureSettings kept,
            Sizes bounds) {
        return new CacheSettings(
                freshness,
                waiting,
                lease,
                near,
                outageTtl,
                tags,
                passed,
                transformed,
                kept,
                defaultValue,
                staleFailures,
                backendErrors,
                backendBudget,
                bounds);
    }
}
