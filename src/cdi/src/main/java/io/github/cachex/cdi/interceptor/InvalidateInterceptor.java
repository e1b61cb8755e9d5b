// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CachexInvalidate;
import io.github.cachex.cdi.plan.Target;
import io.github.cachex.core.engine.EngineCache.When;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.stage.Namespace;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Drops what methods marked {@link CachexInvalidate} say. Inside of {@link PutInterceptor}, so that what a method puts is not
 * dropped by what it drops.
 */
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER + 1)
public class InvalidateInterceptor extends CachexInterceptor<List<Drop>> {
    private static final long serialVersionUID = 1L;

    /** Called by the container. */
    @Inject
    public InvalidateInterceptor(CachedMethodsSource source) {
        super(source);
    }

    @Override
    Asked<List<Drop>> of(CachedMethods methods) {
        return methods.drops();
    }

    @Override
    List<Drop> nothing() {
        return List.of();
    }

    /**
     * Runs the method and drops the entries, after the commit where there is a transaction; where it answers by a stage, once that
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
        List<Drop> drops = wanted(asked(call), call);
        if (drops.isEmpty()) {
            return call.proceed();
        }
        // Asked before the method: what throws now leaves everything as it was.
        List<Target> targets = targets(drops, call);
        Namespace owner = drops.get(0).cache().owner();
        for (int i = 0; i < drops.size(); i++) {
            if (drops.get(i).plan().isBefore()) {
                drops.get(i).drop(owner, targets.get(i), When.NOW);
            }
        }
        Object result = call.proceed();
        if (result instanceof CompletionStage<?> stage && Stages.mayBeReplaced(call.getMethod())) {
            return Stages.then(stage, value -> {
                drop(drops, owner, targets, call);
                return value;
            });
        }
        drop(drops, owner, targets, call);
        return result;
    }

    private static List<Drop> wanted(List<Drop> drops, InvocationContext call) {
        List<Drop> wanted = new ArrayList<>(drops.size());
        for (Drop drop : drops) {
            if (drop.plan().isFor(call.getParameters())) {
                wanted.add(drop);
            }
        }
        return wanted;
    }

    private static void drop(List<Drop> drops, Namespace owner, List<Target> targets, InvocationContext call) {
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            dropAll(drops, owner, targets, call);
        }
    }

    private static void dropAll(List<Drop> drops, Namespace owner, List<Target> targets, InvocationContext call) {
        for (int i = 0; i < drops.size(); i++) {
            drops.get(i).dropAfterwards(owner, targets.get(i));
        }
        for (int i = 0; i < drops.size(); i++) {
            Drop drop = drops.get(i);
            try {
                Target afterwards = drop.plan().target(call.getParameters());
                if (!afterwards.equals(targets.get(i))) {
                    // The method changed what its key is made of: what is cached under the new id is old as well.
                    drop.dropAfterwards(owner, afterwards);
                }
            } catch (Throwable e) {
                drop.warnings().failed("what the method made of its arguments is not invalidated", e);
            }
        }
    }

    private static List<Target> targets(List<Drop> drops, InvocationContext call) {
        List<Target> targets = new ArrayList<>(drops.size());
        for (Drop drop : drops) {
            Target target = drop.plan().target(call.getParameters());
            drop.check(target);
            targets.add(target);
        }
        return targets;
    }
}
