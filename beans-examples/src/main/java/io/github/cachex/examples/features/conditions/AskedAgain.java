// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.conditions;

import io.github.cachex.CacheCondition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds for what is asked for again: what is read once need not be kept. */
// snippet: bean
@ApplicationScoped
@Named("askedAgain")
public class AskedAgain implements CacheCondition {
    private final Set<Object> asked = ConcurrentHashMap.newKeySet();

    @Override
    public boolean holds(Method method, @Nullable Object[] arguments, @Nullable Object result) {
        return !asked.add(arguments[0]);
    }
}
// end
