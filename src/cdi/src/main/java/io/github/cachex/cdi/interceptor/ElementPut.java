// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CacheKey;
import io.github.cachex.cdi.plan.Elementwise;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.engine.MethodCache.When;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.LogMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call that stores a value for each element. What can be known of their keys is checked before the method runs; after it nothing
 * fails the caller any more, and entries that cannot be replaced are invalidated.
 */
final class ElementPut implements PutCall {
    private final CachedMethod method;
    private final Elementwise elements;
    private final @Nullable Object[] arguments;
    private final Namespace owner;
    private final Set<String> idsBefore;

    private ElementPut(
            CachedMethod method,
            Elementwise elements,
            @Nullable Object[] arguments,
            Namespace owner,
            Set<String> idsBefore) {
        this.method = method;
        this.elements = elements;
        this.arguments = arguments;
        this.owner = owner;
        this.idsBefore = idsBefore;
    }

    /**
     * Returns the call of {@code method} with {@code arguments}, which is about to begin.
     *
     * @throws CacheKeyException when no key or no tag can be made of an element; what else names the keys may throw anything
     */
    static PutCall begin(CachedMethod method, Elementwise elements, @Nullable Object[] arguments) {
        MethodPlan plan = method.plan();
        Namespace owner = method.cache().owner();
        Set<String> ids = new LinkedHashSet<>();
        if (!plan.isKeyedByResult()) {
            for (Object element : elements.in(arguments)) {
                @Nullable Object[] named = elements.of(arguments, element);
                String id = plan.id(named);
                method.cache().rejection(id).ifPresent(problem -> {
                    throw new CacheKeyException(problem);
                });
                if (!plan.namesResult()) {
                    var unused = plan.settings(named);
                }
                ids.add(id);
            }
        }
        return new ElementPut(method, elements, arguments, owner, ids);
    }

    @Override
    public void end(@Nullable Object result) {
        try {
            store(result);
        } catch (Throwable e) {
            method.warnings().failed("values are not stored, and the entries before them are invalidated", e);
            invalidate(idsBefore);
        }
    }

    private void store(@Nullable Object result) {
        MethodPlan plan = method.plan();
        Object holder = elements.stored(result, arguments);
        // Read now, so that ids which the method gave to its arguments are in them.
        List<@Nullable Object> all = elements.isOfStored(arguments) ? elements.values(holder) : elements.in(arguments);
        List<@Nullable Object> values = elements.values(holder, all);
        Map<CacheKey<Object>, Object> stored = new LinkedHashMap<>();
        Map<CacheKey<Object>, CacheSettings> settings = new LinkedHashMap<>();
        // What the method took out of its argument is as old as the rest.
        Set<String> replaced = new LinkedHashSet<>(idsBefore);
        for (int i = 0; i < all.size(); i++) {
            @Nullable Object[] named = plan.withResult(elements.of(arguments, all.get(i)), values.get(i));
            CacheKey<Object> key = plan.key(named);
            // Of several of one key the last counts.
            stored.remove(key);
            if (isStored(plan, named, values.get(i))) {
                stored.put(key, values.get(i));
                settings.put(key, plan.settings(named));
                replaced.remove(key.id());
            } else {
                replaced.add(key.id());
            }
        }
        invalidate(replaced);
        method.cache().putAll(owner, stored, key -> Objects.requireNonNull(settings.get(key)));
    }

    private boolean isStored(MethodPlan plan, @Nullable Object[] named, @Nullable Object value) {
        Optional<String> missing = plan.nullPart(named);
        missing.ifPresent(part -> method.warnings().once(LogMessage.RESULT_WITHOUT_KEY, part, "name what is not"));
        return missing.isEmpty() && plan.keeps(arguments, value);
    }

    private void invalidate(Collection<String> ids) {
        if (!ids.isEmpty()) {
            try {
                method.cache().invalidate(owner, new Selection.Ids(new ArrayList<>(ids)), false, When.AFTER_COMMIT);
            } catch (Throwable e) {
                method.warnings().failed("entries are not invalidated", e);
            }
        }
    }
}
