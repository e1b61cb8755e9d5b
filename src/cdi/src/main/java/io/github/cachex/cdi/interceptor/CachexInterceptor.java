// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.cdi.plan.Kind;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the interceptors have in common: finding what is asked of the method, at the price of one look into a map.
 * An interceptor belongs to one instance of a bean and may be passivated with it.
 */
abstract class CachexInterceptor implements Serializable {
    private static final long serialVersionUID = 1L;

    private final CachedMethodsSource source;
    private final Kind kind;
    private transient volatile @Nullable Found found;

    /** The application's methods, and those of them that belong to this interceptor's bean. */
    private record Found(CachedMethods all, Map<Method, Optional<CachedMethod>> own) {}

    CachexInterceptor(CachedMethodsSource source, Kind kind) {
        this.source = source;
        this.kind = kind;
    }

    /** Returns what is asked of the method that {@code call} calls; empty when it is to run plainly. */
    final Optional<CachedMethod> asked(InvocationContext call) {
        Found methods = found;
        if (methods == null) {
            try {
                CachedMethods all = source.cachedMethods();
                methods = new Found(all, all.of(call.getTarget(), kind));
            } catch (ContextNotActiveException | IllegalStateException e) {
                // The application is gone or not there yet, and so are its caches: the method runs plainly. Containers
                // say
                // so with either, and wrap what fails in a bean that they make.
                return Optional.empty();
            }
            found = methods;
        }
        Optional<CachedMethod> asked = methods.own().get(call.getMethod());
        return asked != null ? asked : plan(methods, call);
    }

    private Optional<CachedMethod> plan(Found methods, InvocationContext call) {
        Optional<CachedMethod> planned = methods.all().plan(call.getTarget(), call.getMethod(), kind);
        methods.own().put(call.getMethod(), planned);
        return planned;
    }
}
