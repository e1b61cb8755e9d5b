// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.core.config.Allowance;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.engine.Serializers;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.Serializer;
import java.util.Optional;

/** Asks the serializer of each cache for declared types of which it can never store a value: such a method would run uncached for ever. */
final class UnstorableTypes implements AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    private final Optional<Serializers> serializers;
    private final Configuration configuration;
    private final Findings findings;

    /** @param serializers those in force; empty where one is the application's own, which is not asked before it runs */
    UnstorableTypes(Optional<Serializers> serializers, Configuration configuration, Findings findings) {
        this.serializers = serializers;
        this.configuration = configuration;
        this.findings = findings;
    }

    /** Adds a problem where values of {@code plan}, of the method at {@code place}, can never be stored. */
    void check(BeanMethod place, MethodPlan plan) {
        serializers
                .flatMap(all -> all.find(plan.cache()))
                .flatMap(asked -> unstorable(asked, plan))
                .ifPresent(problem -> findings.problem(
                        configuration,
                        Allowance.UNSTORABLE,
                        "its values can never be stored, since " + problem,
                        place));
    }

    private static Optional<String> unstorable(Serializer asked, MethodPlan plan) {
        try {
            return asked.unstorable(plan.valueType());
        } catch (RuntimeException | LinkageError e) {
            // In doubt the first value decides.
            LOG.debug("serializer " + asked.name() + " says nothing of " + plan.valueType(), e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        serializers.ifPresent(Serializers::close);
    }
}
