// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.CacheAnnotation;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.cdi.plan.Planner.Plans;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Finds beans with many instances whose cached method has one key for all calls: what differs between the instances is not in
 * the key, so that one user is answered with another's value.
 */
final class InstanceState {
    private static final Set<String> SCOPES = Set.of(
            "jakarta.enterprise.context.RequestScoped",
            "jakarta.enterprise.context.SessionScoped",
            "jakarta.enterprise.context.ConversationScoped",
            "jakarta.enterprise.context.Dependent",
            "jakarta.faces.flow.FlowScoped",
            "jakarta.faces.view.ViewScoped",
            "jakarta.transaction.TransactionScoped");

    /** Enterprise beans that are dependent and yet the same for all. */
    private static final Set<String> SHARED = Set.of("jakarta.ejb.Singleton", "jakarta.ejb.Stateless");

    private InstanceState() {}

    /** Returns whether a bean of {@code type} and {@code scope} has an instance for each of several users. */
    static boolean isOfMany(Class<?> type, String scope) {
        return SCOPES.contains(scope)
                && Arrays.stream(type.getAnnotations())
                        .map(Annotation::annotationType)
                        .map(Class::getName)
                        .noneMatch(SHARED::contains);
    }

    /** Returns what is wrong with the fixed key of {@code method} in a bean of {@code scope}, if it has one, and the remedies. */
    static Optional<String> warning(BeanMethod method, Plans plans, String scope) {
        return plans.values().stream()
                .flatMap(plan -> fixedKey(plan).stream())
                .findFirst()
                .map(key -> CacheAnnotation.names(method.bean(), method.method()) + " has one key for all calls, " + key
                        + ", in a bean that is @" + scope.substring(scope.lastIndexOf('.') + 1)
                        + ", so that each instance is answered with what another one held; take what the value depends on"
                        + " as an argument, or move the method to an @ApplicationScoped bean");
    }

    private static Optional<String> fixedKey(MethodPlan plan) {
        return plan.keyForm().filter(form -> !form.contains("{}")).map(form -> "'" + form + "'");
    }
}
