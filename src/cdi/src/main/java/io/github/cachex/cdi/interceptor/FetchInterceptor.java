// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CacheKey;
import io.github.cachex.CachexFetch;
import io.github.cachex.FetchContext;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.core.near.NearHit;
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
        Object nearKey = plan.nearKey(call.getParameters());
        NearHit kept = method.cache().lookupNear(nearKey);
        if (kept == null) {
            CacheKey<?> key = key(call, plan, nearKey);
            Optional<String> rejection = method.cache().rejection(key.id());
            if (rejection.isPresent()) {
                method.warnings().once("rejected", "a call is not cached: " + rejection.get());
                return call.proceed();
            }
            return plan.isLater() ? fetchLater(call, method, nearKey, key) : fetch(call, method, nearKey, key);
        }
        return plan.isLater()
                ? CompletableFuture.completedFuture(plan.returned(kept.value()))
                : returned(kept.value(), call, plan);
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
    private static @Nullable Object fetch(InvocationContext call, CachedMethod method, Object nearKey, CacheKey<?> key)
            throws Exception {
        MethodPlan plan = method.plan();
        Object content = method.cache()
                .fetchResolved(
                        nearKey,
                        key,
                        plan.settings(call.getParameters()),
                        context -> kept(plan.content(call.proceed()), call, plan, context));
        return returned(content, call, plan);
    }

    @SuppressWarnings("NullAway") // the engine says what is wrong with a method that answers no stage
    private static CompletionStage<?> fetchLater(
            InvocationContext call, CachedMethod method, Object nearKey, CacheKey<?> key) {
        MethodPlan plan = method.plan();
        CompletableFuture<Object> content = method.cache()
                .fetchAsyncResolved(
                        nearKey,
                        key,
                        plan.settings(call.getParameters()),
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
