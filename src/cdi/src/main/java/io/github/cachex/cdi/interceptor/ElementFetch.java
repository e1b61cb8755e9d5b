// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CacheKey;
import io.github.cachex.FetchContext;
import io.github.cachex.cdi.plan.Elementwise;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.spi.EntryCollector;
import io.github.cachex.spi.LogMessage;
import jakarta.interceptor.InvocationContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call that fetches a value for each element. The method is called with what is missing; elements that others load, and those that
 * are refreshed in the background, may make it be called again, with fewer.
 */
final class ElementFetch {
    private final InvocationContext call;
    private final CachedMethod method;
    private final Elementwise elements;
    private final BooleanSupplier isOff;
    private final @Nullable Object[] arguments;
    private final List<@Nullable Object> asked;
    /** The key of each element that is asked for, in order. */
    private final List<CacheKey<Object>> keys = new ArrayList<>();
    /** The first element of each key. */
    private final Map<CacheKey<Object>, @Nullable Object> first = new LinkedHashMap<>();

    private final Map<CacheKey<Object>, CacheSettings> settings = new LinkedHashMap<>();
    /** A container has the arguments of a call in one place, and background refreshes of two elements come at once. */
    private final ReentrantLock proceeding = new ReentrantLock();

    private ElementFetch(InvocationContext call, CachedMethod method, Elementwise elements, BooleanSupplier isOff) {
        this.call = call;
        this.method = method;
        this.elements = elements;
        this.isOff = isOff;
        List<@Nullable Object> given = elements.in(call.getParameters());
        // What can be iterated over but once has been now.
        this.arguments = elements.with(call.getParameters(), given);
        this.asked = given;
    }

    /** Returns what the method answers, its values from the cache where they are there; none is stored if it {@code isOff} by then. */
    static @Nullable Object fetch(
            InvocationContext call, CachedMethod method, Elementwise elements, BooleanSupplier isOff) throws Exception {
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            if (!method.plan().isFor(call.getParameters()) || !elements.areGiven(call.getParameters())) {
                EntryCollector.uncertainHere();
                return call.proceed();
            }
            ElementFetch fetch;
            try {
                fetch = new ElementFetch(call, method, elements, isOff);
            } catch (Throwable e) {
                return unnamed(method, e, call::proceed);
            }
            return fetch.fetch();
        }
    }

    /** What the method answers where its values are not cached. */
    @FunctionalInterface
    private interface Plain {
        @Nullable
        Object proceed() throws Exception;
    }

    private static @Nullable Object unnamed(CachedMethod method, Throwable failure, Plain plain) throws Exception {
        if (FetchInterceptor.isMistake(failure)) {
            throw (RuntimeException) failure; // One of ours, which are unchecked.
        }
        method.warnings().failed("a call is not cached, since what names its keys or tags failed", failure);
        EntryCollector.uncertainHere();
        return plain.proceed();
    }

    private @Nullable Object fetch() throws Exception {
        try {
            name();
        } catch (Throwable e) {
            return unnamed(method, e, () -> proceed(asked));
        }
        for (CacheKey<Object> key : settings.keySet()) {
            Optional<String> rejection = method.cache().rejection(key.id());
            if (rejection.isPresent()) {
                method.warnings().once(LogMessage.CALL_NOT_CACHED, rejection.get());
                EntryCollector.uncertainHere();
                return proceed(asked);
            }
        }
        return method.plan().isLater()
                ? Stages.then(method.cache().fetchAllLater(settings, this::loadLater), this::answer)
                : answer(method.cache().fetchAll(settings, this::load));
    }

    /** Returns {@code values}, which are a map of keys, as the method answers them. */
    private Object answer(@Nullable Object values) {
        Map<?, ?> byKey = (Map<?, ?>) Objects.requireNonNull(values);
        List<@Nullable Object> answers = new ArrayList<>(keys.size());
        keys.forEach(key -> answers.add(byKey.get(key)));
        return elements.answer(asked, answers);
    }

    private void name() {
        MethodPlan plan = method.plan();
        for (Object element : asked) {
            @Nullable Object[] named = elements.of(arguments, element);
            CacheKey<Object> key = plan.key(named);
            keys.add(key);
            if (!settings.containsKey(key)) {
                first.put(key, element);
                settings.put(key, plan.filtering(plan.settings(named), arguments));
            }
        }
    }

    private Map<CacheKey<Object>, Object> load(Collection<CacheKey<Object>> missing) throws Exception {
        List<@Nullable Object> wanted = wanted(missing);
        FetchContext context = FetchContext.current();
        return values(missing, proceed(wanted), wanted, context);
    }

    @SuppressWarnings("NullAway") // the engine says what is wrong with a method that answers no stage
    private CompletionStage<Map<CacheKey<Object>, Object>> loadLater(Collection<CacheKey<Object>> missing) {
        List<@Nullable Object> wanted = wanted(missing);
        FetchContext context = FetchContext.current();
        Object answered;
        try {
            answered = proceed(wanted);
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
        return answered instanceof CompletionStage<?> stage
                ? stage.thenApply(holder -> values(missing, holder, wanted, context))
                : null;
    }

    private List<@Nullable Object> wanted(Collection<CacheKey<Object>> missing) {
        List<@Nullable Object> wanted = new ArrayList<>(missing.size());
        missing.forEach(key -> wanted.add(first.get(key)));
        return wanted;
    }

    private Map<CacheKey<Object>, Object> values(
            Collection<CacheKey<Object>> missing,
            @Nullable Object holder,
            List<@Nullable Object> wanted,
            FetchContext context) {
        if (isOff.getAsBoolean()) {
            context.doNotStore();
        }
        List<@Nullable Object> loaded = elements.values(holder, wanted);
        Map<CacheKey<Object>, Object> values = new LinkedHashMap<>();
        int i = 0;
        for (CacheKey<Object> key : missing) {
            Object value = loaded.get(i++);
            if (value != null) {
                values.put(key, value);
            }
        }
        return values;
    }

    private @Nullable Object proceed(Collection<? extends @Nullable Object> wanted) throws Exception {
        if (!proceeding.tryLock()) {
            proceeding.lockInterruptibly();
        }
        @Nullable Object[] before = call.getParameters();
        try {
            call.setParameters(elements.with(arguments, wanted));
            return call.proceed();
        } finally {
            call.setParameters(before);
            proceeding.unlock();
        }
    }
}
