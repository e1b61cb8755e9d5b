// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CacheKey;
import io.github.cachex.CachexFetch;
import io.github.cachex.FetchContext;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.error.CacheKeyException;
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
    Asked<Optional<CachedMethod>> of(CachedMethods methods) {
        return methods.fetches();
    }

    @Override
    Optional<CachedMethod> nothing() {
        return Optional.empty();
    }

    /** Returns the cached value, or runs the method for it. */
    @AroundInvoke
    @SuppressWarnings("NullAway") // a loader may answer null
    public @Nullable Object fetch(InvocationContext call) throws Exception {
        Optional<CachedMethod> asked = asked(call);
        if (asked.isEmpty()) {
            return call.proceed();
        }
        CachedMethod method = asked.get();
        MethodPlan plan = method.plan();
        if (!plan.isFor(call.getParameters())) {
            return call.proceed();
        }
        Object nearKey;
        NearHit kept;
        CacheKey<?> key = null;
        CacheSettings settings = null;
        try {
            nearKey = plan.nearKey(call.getParameters());
            kept = method.cache().lookupNear(nearKey);
            if (kept == null) {
                key = key(call, plan, nearKey);
                settings = plan.settings(call.getParameters());
            }
        } catch (Throwable e) {
            if (isMistake(e)) {
                throw e;
            }
            method.warnings().failed("a call is not cached, since what names its key or tags failed", e);
            return call.proceed();
        }
        if (kept == null) {
            Optional<String> rejection = method.cache().rejection(key.id());
            if (rejection.isPresent()) {
                method.warnings().once("rejected", "a call is not cached: " + rejection.get());
                return call.proceed();
            }
            return plan.isLater()
                    ? fetchLater(call, method, nearKey, key, settings)
                    : fetch(call, method, nearKey, key, settings);
        }
        return plan.isLater()
                ? CompletableFuture.completedFuture(plan.returned(kept.value()))
                : returned(kept.value(), call, plan);
    }

    /** Returns whether {@code failure} says that arguments cannot be a key, and not that code of the application failed. */
    private static boolean isMistake(Throwable failure) {
        return failure instanceof CacheKeyException && failure.getCause() == null;
    }

    private static @Nullable Object returned(@Nullable Object content, InvocationContext call, MethodPlan plan)
            throws Exception {
        if (content == null && call.getMethod().getReturnType().isPrimitive()) {
            // Another method stored null under this key; a primitive cannot say so.
            return call.proceed();
        }
        return plan.returned(content);
    }

    @SuppressWarnings("NullAway") // a loader may answer null
    private static @Nullable Object fetch(
            InvocationContext call, CachedMethod method, Object nearKey, CacheKey<?> key, CacheSettings settings)
            throws Exception {
        MethodPlan plan = method.plan();
        Object content = method.cache()
                .fetchResolved(
                        nearKey, key, settings, context -> kept(plan.content(call.proceed()), call, plan, context));
        return returned(content, call, plan);
    }

    @SuppressWarnings("NullAway") // the engine says what is wrong with a method that answers no stage
    private static CompletionStage<?> fetchLater(
            InvocationContext call, CachedMethod method, Object nearKey, CacheKey<?> key, CacheSettings settings) {
        MethodPlan plan = method.plan();
        CompletableFuture<Object> content = method.cache()
                .fetchAsyncResolved(
                        nearKey,
                        key,
                        settings,
                        context -> call.proceed() instanceof CompletionStage<?> stage
                                ? Stages.then(stage, value -> kept(plan.content(value), call, plan, context))
                                : null);
        return Stages.then(content, plan::returned);
    }

    /** Returns {@code content}, which is not stored where the method asks for that. */
    private static @Nullable Object kept(
            @Nullable Object content, InvocationContext call, MethodPlan plan, FetchContext context) {
        if (!plan.keeps(call.getParameters(), content)) {
            context.doNotStore();
        }
        return content;
    }

    private static CacheKey<?> key(InvocationContext call, MethodPlan plan, Object nearKey) {
        return nearKey instanceof CacheKey<?> key ? key : plan.key(call.getParameters());
    }
}
