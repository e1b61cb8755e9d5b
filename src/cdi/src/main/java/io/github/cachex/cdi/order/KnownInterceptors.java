// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.order;

import java.util.Set;

/**
 * The interceptors of runtimes that belong between the cache and the method: those of Fault Tolerance, so that all retries
 * are one load, and of Bean Validation, which is about the method's own arguments and result. Their names are what tells
 * them: anybody's guard may have their priorities.
 */
final class KnownInterceptors {
    private static final Set<String> CLASSES = Set.of(
            "io.smallrye.faulttolerance.FaultToleranceInterceptor",
            "fish.payara.microprofile.faulttolerance.cdi.FaultToleranceInterceptor",
            "com.ibm.ws.microprofile.faulttolerance.cdi.FaultToleranceInterceptor",
            "io.helidon.microprofile.faulttolerance.CommandInterceptor",
            "org.hibernate.validator.cdi.internal.interceptor.ValidationInterceptor",
            "io.quarkus.hibernate.validator.runtime.interceptor.MethodValidationInterceptor",
            "io.quarkus.hibernate.validator.runtime.jaxrs.JaxrsEndPointValidationInterceptor",
            "io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveEndPointValidationInterceptor",
            "org.apache.bval.cdi.BValInterceptor");

    private static final Set<String> BINDINGS = Set.of(
            "org.eclipse.microprofile.faulttolerance.Asynchronous",
            "org.eclipse.microprofile.faulttolerance.Bulkhead",
            "org.eclipse.microprofile.faulttolerance.CircuitBreaker",
            "org.eclipse.microprofile.faulttolerance.Fallback",
            "org.eclipse.microprofile.faulttolerance.Retry",
            "org.eclipse.microprofile.faulttolerance.Timeout");

    private KnownInterceptors() {}

    /** Returns whether the interceptor {@code type} is known, or is bound by nothing but known {@code bindings}. */
    static boolean belongInside(String type, Set<String> bindings) {
        return CLASSES.contains(type) || !bindings.isEmpty() && BINDINGS.containsAll(bindings);
    }
}
