// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CacheKey;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.core.engine.MethodCache;
import io.github.cachex.core.engine.MethodCache.When;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.LogMessage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call that stores one value. What can be known of its key is checked before the method runs; after it nothing
 * fails the caller any more, and an entry that cannot be replaced is invalidated.
 */
final class ValuePut implements PutCall {
    private final CachedMethod method;
    private final @Nullable Object[] arguments;
    private final Namespace owner;
    private final Optional<String> idBefore;

    private ValuePut(CachedMethod method, @Nullable Object[] arguments, Namespace owner, Optional<String> idBefore) {
        this.method = method;
        this.arguments = arguments;
        this.owner = owner;
        this.idBefore = idBefore;
    }

    /**
     * Returns the call of {@code method} with {@code arguments}, which is about to begin.
     *
     * @throws CacheKeyException when no key or no tag can be made of the arguments; what else names the key may throw anything
     */
    static PutCall begin(CachedMethod method, @Nullable Object[] arguments) {
        MethodPlan plan = method.plan();
        Namespace owner = method.cache().owner();
        if (plan.isKeyedByResult()) {
            return new ValuePut(method, arguments, owner, Optional.empty());
        }
        String id = plan.id(arguments);
        method.cache().rejection(id).ifPresent(problem -> {
            throw new CacheKeyException(problem);
        });
        if (!plan.namesResult()) {
            var unused = plan.settings(arguments);
        }
        return new ValuePut(method, arguments, owner, Optional.of(id));
    }

    @Override
    public Optional<String> id() {
        return idBefore;
    }

    @Override
    public void end(@Nullable Object result) {
        try {
            store(result);
        } catch (Throwable e) {
            method.warnings().failed("a value is not stored, and the entry before it is invalidated", e);
            idBefore.ifPresent(this::invalidate);
        }
    }

    private void store(@Nullable Object result) {
        MethodPlan plan = method.plan();
        MethodCache cache = method.cache();
        Object stored = plan.stored(result, arguments);
        // Made now, so that an id which the method gave to its argument is in it.
        @Nullable Object[] named = plan.withResult(arguments, stored);
        Optional<String> missing = plan.nullPart(named);
        CacheKey<Object> key = plan.key(named);
        if (missing.isPresent()) {
            method.warnings()
                    .once(
                            LogMessage.RESULT_WITHOUT_KEY,
                            missing.get(),
                            "name what is not, for example {result.id} for an id that the method makes");
            invalidate(key.id());
        } else if (plan.keeps(arguments, stored)) {
            cache.put(owner, key, stored, plan.settings(named));
        } else {
            invalidate(key.id());
        }
    }

    private void invalidate(String id) {
        try {
            method.cache().invalidate(owner, new Selection.Ids(List.of(id)), false, When.AFTER_COMMIT);
        } catch (Throwable e) {
            method.warnings().failed("an entry is not invalidated", e);
        }
    }
}
