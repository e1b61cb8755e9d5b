// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the interceptors have in common: finding what is asked of the method, at the price of one look into a map.
 * An interceptor belongs to one instance of a bean and may be passivated with it.
 *
 * @param <P> what is asked
 */
abstract class CachexInterceptor<P> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final CachedMethodsSource source;
    private transient volatile PlanCache.@Nullable Of<P> own;

    CachexInterceptor(CachedMethodsSource source) {
        this.source = source;
    }

    /** Returns what is asked of all methods. */
    abstract PlanCache<P> of(CachedMethods methods);

    /** Returns what {@link #asked} answers for a method that is to run plainly. */
    abstract P nothing();

    /** Returns what is asked of the method that {@code call} calls. */
    final P asked(InvocationContext call) {
        PlanCache.Of<P> methods = own;
        if (methods == null) {
            try {
                methods = of(source.cachedMethods()).of(call.getTarget());
            } catch (ContextNotActiveException | IllegalStateException e) {
                // The application is gone or not there yet, and so are its caches: the method runs plainly. Containers
                // say so with either, and wrap what fails in a bean that they make.
                return nothing();
            }
            own = methods;
        }
        return methods.of(call.getMethod());
    }

    /** Returns what the method that {@code call} calls fetches anew where it is switched off; empty where nobody can tell. */
    final Optional<CachedMethod> renewed(InvocationContext call) {
        try {
            return source.cachedMethods().renewals().of(call.getTarget()).of(call.getMethod());
        } catch (ContextNotActiveException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** Logs once that it cannot be told what is asked of the method that {@code call} calls. */
    final void reportUnplanned(InvocationContext call, Throwable failure) {
        PlanCache.Of<P> methods = own;
        if (methods != null) {
            methods.report(call.getMethod(), failure);
        }
    }
}
