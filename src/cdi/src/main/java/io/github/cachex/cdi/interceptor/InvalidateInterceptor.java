// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CachexInvalidate;
import io.github.cachex.core.engine.MethodCache.When;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.core.stage.Namespace;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Invalidates what methods marked {@link CachexInvalidate} say. Inside of {@link PutInterceptor}, so that what a method puts is not
 * invalidated by what it invalidates.
 */
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER + 1)
public class InvalidateInterceptor extends CachexInterceptor<List<MethodInvalidation>> {
    private static final long serialVersionUID = 1L;

    /** Called by the container. */
    @Inject
    public InvalidateInterceptor(CachedMethodsSource source) {
        super(source);
    }

    @Override
    PlanCache<List<MethodInvalidation>> of(CachedMethods methods) {
        return methods.invalidations();
    }

    @Override
    List<MethodInvalidation> nothing() {
        return List.of();
    }

    /**
     * Runs the method and invalidates the entries, after the commit where there is a transaction; where it answers by a stage, once that
     * has ended.
     */
    @AroundInvoke
    public @Nullable Object invalidate(InvocationContext call) throws Exception {
        // What code of the application throws as an interrupt must end neither the method nor what is invalidated after
        // it.
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            return invalidated(call);
        }
    }

    private @Nullable Object invalidated(InvocationContext call) throws Exception {
        List<MethodInvalidation> invalidations = wanted(asked(call), call);
        if (invalidations.isEmpty()) {
            return call.proceed();
        }
        // Asked before the method: what throws now leaves everything as it was.
        List<Selection> targets = targets(invalidations, call);
        Namespace owner = invalidations.get(0).cache().owner();
        Timing timing = timing(call);
        for (int i = 0; i < invalidations.size(); i++) {
            if (timing.before() || invalidations.get(i).plan().isBefore()) {
                invalidations.get(i).invalidate(owner, targets.get(i), When.NOW);
            }
        }
        if (timing.before()) {
            return call.proceed();
        }
        Consumer<Throwable> failed = failure -> {
            if (timing.failures().test(failure)) {
                invalidate(invalidations, owner, targets, call);
            }
        };
        Object result;
        try {
            result = call.proceed();
        } catch (Throwable e) {
            failed.accept(e);
            throw e;
        }
        if (result instanceof CompletionStage<?> stage && Stages.mayBeReplaced(call.getMethod())) {
            return Stages.then(
                    stage,
                    value -> {
                        invalidate(invalidations, owner, targets, call);
                        return value;
                    },
                    failed);
        }
        invalidate(invalidations, owner, targets, call);
        return result;
    }

    /** Returns when the entries that {@code call} names are invalidated. */
    protected Timing timing(InvocationContext call) {
        return Timing.AFTER_SUCCESS;
    }

    private static List<MethodInvalidation> wanted(List<MethodInvalidation> invalidations, InvocationContext call) {
        List<MethodInvalidation> wanted = new ArrayList<>(invalidations.size());
        for (MethodInvalidation invalidation : invalidations) {
            if (invalidation.plan().isFor(call.getParameters())) {
                wanted.add(invalidation);
            }
        }
        return wanted;
    }

    private static void invalidate(
            List<MethodInvalidation> invalidations, Namespace owner, List<Selection> targets, InvocationContext call) {
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            invalidateAll(invalidations, owner, targets, call);
        }
    }

    private static void invalidateAll(
            List<MethodInvalidation> invalidations, Namespace owner, List<Selection> targets, InvocationContext call) {
        for (int i = 0; i < invalidations.size(); i++) {
            invalidations.get(i).invalidateAfterwards(owner, targets.get(i));
        }
        for (int i = 0; i < invalidations.size(); i++) {
            MethodInvalidation invalidation = invalidations.get(i);
            try {
                Selection afterwards = invalidation.plan().target(call.getParameters());
                if (!afterwards.equals(targets.get(i))) {
                    // The method changed what its key is made of: what is cached under the new id is old as well.
                    invalidation.invalidateAfterwards(owner, afterwards);
                }
            } catch (Throwable e) {
                invalidation.warnings().failed("what the method made of its arguments is not invalidated", e);
            }
        }
    }

    private static List<Selection> targets(List<MethodInvalidation> invalidations, InvocationContext call) {
        List<Selection> targets = new ArrayList<>(invalidations.size());
        for (MethodInvalidation invalidation : invalidations) {
            Selection target = invalidation.plan().target(call.getParameters());
            invalidation.check(target);
            targets.add(target);
        }
        return targets;
    }
}
