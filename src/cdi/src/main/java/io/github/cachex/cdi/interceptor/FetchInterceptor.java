// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CacheKey;
import io.github.cachex.CachexFetch;
import io.github.cachex.FetchContext;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.near.NearLookup;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.EntryCollector;
import io.github.cachex.spi.FetchScope;
import io.github.cachex.spi.LogMessage;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers methods marked {@link CachexFetch} from their cache. */
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER)
public class FetchInterceptor extends CachexInterceptor<Optional<CachedMethod>> {
    private static final long serialVersionUID = 1L;

    /** Called by the container. */
    @Inject
    public FetchInterceptor(CachedMethodsSource source) {
        super(source);
    }

    @Override
    PlanCache<Optional<CachedMethod>> of(CachedMethods methods) {
        return methods.fetches();
    }

    @Override
    Optional<CachedMethod> nothing() {
        return Optional.empty();
    }

    /** Returns the cached value, or runs the method for it. */
    @AroundInvoke
    public @Nullable Object fetch(InvocationContext call) throws Exception {
        Optional<CachedMethod> asked;
        try {
            asked = asked(call);
        } catch (Throwable e) {
            if (isMistake(e)) {
                throw e;
            }
            return unplanned(call, e);
        }
        if (asked.isEmpty()) {
            return plainly(call);
        }
        CachedMethod method = asked.get();
        MethodPlan plan = method.plan();
        if (plan.elements().isPresent()) {
            return ElementFetch.fetch(
                    call, method, plan.elements().get(), () -> asked(call).isEmpty());
        }
        Object plainKey = plan.plainKey(call.getParameters());
        NearLookup found = plainKey == null ? null : method.cache().lookUpNear(plainKey);
        if (found instanceof NearHit kept) {
            return answer(kept, call, plan);
        }
        // From here on code of the application takes part, and what it throws as an interrupt must not end the method.
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            return fetch(call, method, plainKey, found);
        }
    }

    /** What a method that is switched off says of its value must not be taken for that of the load around it. */
    private static @Nullable Object plainly(InvocationContext call) throws Exception {
        try (FetchScope scope = FetchScope.openPlain()) {
            return uncached(call);
        }
    }

    /** What is made of its value is no longer made of stored entries alone. */
    private static @Nullable Object uncached(InvocationContext call) throws Exception {
        EntryCollector.uncertainHere();
        return call.proceed();
    }

    /** Runs the method whatever is cached, and stores what it returns; where it is switched off, what is stored is invalidated. */
    protected final @Nullable Object renew(InvocationContext call) throws Exception {
        EntryCollector.uncertainHere();
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            Optional<CachedMethod> asked = asked(call).or(() -> renewed(call));
            Optional<PutCall> put = asked.flatMap(method -> PutCall.begin(method, call.getParameters()));
            return asked.isEmpty() || put.isEmpty()
                    ? call.proceed()
                    : put.get()
                            .run(
                                    Timing.AFTER_SUCCESS,
                                    asked.get().plan().isLater(),
                                    () -> proceed(call, put.get().id().orElseThrow()));
        }
    }

    /** Runs the method for the value under {@code id}, which is not cached. */
    protected @Nullable Object proceed(InvocationContext call, String id) throws Exception {
        return call.proceed();
    }

    private @Nullable Object unplanned(InvocationContext call, Throwable failure) throws Exception {
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            reportUnplanned(call, failure);
            return uncached(call);
        }
    }

    /**
     * @param plainKey under which nothing is kept in this JVM; null where a key is yet to be made
     * @param miss what is known of that; null likewise
     */
    @SuppressWarnings("NullAway") // a loader may answer null
    private @Nullable Object fetch(
            InvocationContext call, CachedMethod method, @Nullable Object plainKey, @Nullable NearLookup miss)
            throws Exception {
        MethodPlan plan = method.plan();
        if (plainKey == null && !plan.isFor(call.getParameters())) {
            return uncached(call);
        }
        Object nearKey;
        NearLookup found;
        CacheKey<?> key = null;
        CacheSettings settings = null;
        try {
            nearKey = plainKey == null ? plan.nearKey(call.getParameters()) : plainKey;
            found = miss == null ? method.cache().lookUpNear(nearKey) : miss;
            if (!(found instanceof NearHit)) {
                key = key(call, plan, nearKey);
                settings = plan.settings(call.getParameters());
            }
        } catch (Throwable e) {
            if (isMistake(e)) {
                throw e;
            }
            method.warnings().failed("a call is not cached, since what names its key or tags failed", e);
            return uncached(call);
        }
        if (found instanceof NearHit kept) {
            return answer(kept, call, plan);
        }
        Optional<String> rejection = method.cache().rejection(key.id());
        if (rejection.isPresent()) {
            method.warnings().once(LogMessage.CALL_NOT_CACHED, rejection.get());
            return uncached(call);
        }
        return plan.isLater()
                ? fetchLater(call, method, found, key, settings)
                : fetch(call, method, found, key, settings);
    }

    private static @Nullable Object answer(NearHit kept, InvocationContext call, MethodPlan plan) throws Exception {
        return plan.isLater()
                ? CompletableFuture.completedFuture(plan.returned(kept.value()))
                : returned(kept.value(), call, plan);
    }

    /** Returns whether {@code failure} says that a method or its arguments are wrong, and not that code of the application failed. */
    static boolean isMistake(Throwable failure) {
        return (failure instanceof CacheKeyException || failure instanceof CacheConfigurationException)
                && failure.getCause() == null;
    }

    private static @Nullable Object returned(@Nullable Object content, InvocationContext call, MethodPlan plan)
            throws Exception {
        if (content == null && call.getMethod().getReturnType().isPrimitive()) {
            // Another method stored null under this key; a primitive cannot say so.
            return uncached(call);
        }
        return plan.returned(content);
    }

    @SuppressWarnings("NullAway") // a loader may answer null
    private @Nullable Object fetch(
            InvocationContext call, CachedMethod method, NearLookup miss, CacheKey<?> key, CacheSettings settings)
            throws Exception {
        MethodPlan plan = method.plan();
        Object content = method.cache()
                .fetch(
                        miss,
                        key,
                        settings,
                        context -> kept(plan.content(proceed(call, key.id())), call, plan, context));
        return returned(content, call, plan);
    }

    @SuppressWarnings("NullAway") // the engine says what is wrong with a method that answers no stage
    private CompletionStage<?> fetchLater(
            InvocationContext call, CachedMethod method, NearLookup miss, CacheKey<?> key, CacheSettings settings) {
        MethodPlan plan = method.plan();
        CompletableFuture<Object> content = method.cache()
                .fetchLater(
                        miss,
                        key,
                        settings,
                        context -> proceed(call, key.id()) instanceof CompletionStage<?> stage
                                ? Stages.then(stage, value -> kept(plan.content(value), call, plan, context))
                                : null);
        return Stages.then(content, plan::returned);
    }

    /** Returns {@code content}, which is not stored where the method asks for that, or was switched off meanwhile. */
    private @Nullable Object kept(
            @Nullable Object content, InvocationContext call, MethodPlan plan, FetchContext context) {
        if (!plan.keeps(call.getParameters(), content) || asked(call).isEmpty()) {
            context.doNotStore();
        }
        return content;
    }

    private static CacheKey<?> key(InvocationContext call, MethodPlan plan, Object nearKey) {
        return nearKey instanceof CacheKey<?> key ? key : plan.key(call.getParameters());
    }
}
