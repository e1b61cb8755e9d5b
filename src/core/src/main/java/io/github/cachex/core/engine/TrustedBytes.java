// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.SerializerChoice;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.Serializer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps serializers to which foreign bytes are dangerous from stores that others may write to. */
record TrustedBytes(Configuration configuration, Serializers serializers, OpenBackends backends) {
    /**
     * Returns what is wrong, with the remedies, with the serializer of one of {@code caches}, or of those that are configured, over its
     * backend. A backend that no factory makes is the application's own to judge.
     */
    Set<String> problems(List<String> caches) {
        if (configuration.engine().encryptionKeys().first().isPresent()) {
            return Set.of();
        }
        Set<String> all = new LinkedHashSet<>(List.of(Configuration.DEFAULT_CACHE));
        all.addAll(caches);
        all.addAll(configuration.configuredCaches());
        Set<String> problems = new LinkedHashSet<>();
        for (String cache : all) {
            problem(cache).ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<String> problem(String cache) {
        String backend = configuration.backends().of(cache).orElseGet(backends::first);
        return serializers
                .find(cache)
                .filter(serializer -> serializer.needsTrustedBytes() && isOpen(backend))
                .map(serializer -> said(cache, serializer) + ": others may write to the store " + backend
                        + ", and reading what they wrote can do harm; set cachex.encryption.keys, so that only what this"
                        + " application wrote is read, or use jsonb, jackson or msgpack");
    }

    private boolean isOpen(String backend) {
        return configuration
                .backends()
                .find(backend)
                .map(configuration.backends()::factory)
                .filter(BackendFactory::othersMayWrite)
                .isPresent();
    }

    private String said(String cache, Serializer serializer) {
        return configuration
                .serializerChoice(cache)
                .map(SerializerChoice::said)
                .orElse("cachex.serializer=" + serializer.name());
    }
}
