// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The plans of the classes met so far. Thread-safe. */
final class ClassPlans {
    // Beyond it plans are made anew: slower, still right. Only a cache of unbounded classes gets there.
    private static final int MAX_REMEMBERED = 10_000;
    // Deeper is a circle, or as good as one.
    private static final int MAX_DEPTH = 64;
    private static final ClassPlan ARRAY = new ArrayContainer();

    private final Map<Class<?>, ClassPlan> known = new ConcurrentHashMap<>();

    /** Returns the template of {@code value}; null where only its serializer can copy it. */
    @Nullable
    Template template(@Nullable Object value) {
        return template(value, 0);
    }

    private @Nullable Template template(@Nullable Object value, int depth) {
        if (value == null) {
            return Template.IMMUTABLE;
        }
        ClassPlan plan = plan(value.getClass());
        if (plan == ClassPlan.IMMUTABLE) {
            return Template.IMMUTABLE;
        }
        return depth < MAX_DEPTH ? plan.template(value, member -> template(member, depth + 1)) : null;
    }

    private ClassPlan plan(Class<?> type) {
        ClassPlan plan = known.get(type);
        if (plan == null) {
            plan = find(type);
            if (known.size() < MAX_REMEMBERED) {
                known.put(type, plan);
            }
        }
        return plan;
    }

    private static ClassPlan find(Class<?> type) {
        if (Immutables.contains(type)) {
            return ClassPlan.IMMUTABLE;
        } else if (type.isArray()) {
            return ARRAY;
        } else if (type.isRecord()) {
            return RecordContainer.of(type);
        }
        Container container = PlatformContainers.of(type);
        return container != null ? container : FieldsPlan.of(type);
    }
}
