// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.config.Configuration;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.Serializer;
import java.util.Collection;
import java.util.Optional;

/** Keeps serializers to which foreign bytes are dangerous from stores that others may write to. */
final class TrustedBytes {
    private TrustedBytes() {}

    /**
     * Returns what is wrong with {@code serializer} over the backend {@code type}, with the remedies; empty where nothing is.
     *
     * @param factories of the backends that are there; one that none of them makes is the application's own to judge
     */
    static Optional<String> problem(
            Configuration configuration, Serializer serializer, Collection<BackendFactory> factories, String type) {
        boolean isOpen =
                factories.stream().anyMatch(factory -> factory.type().equals(type) && factory.othersMayWrite());
        if (!isOpen
                || !serializer.needsTrustedBytes()
                || configuration.engine().encryptionKeys().first().isPresent()) {
            return Optional.empty();
        }
        return Optional.of("cachex.serializer=" + serializer.name() + ": others may write to the store " + type
                + ", and reading what they wrote can do harm; set cachex.encryption.keys, so that only what this application"
                + " wrote is read, or use jsonb, jackson or msgpack");
    }
}
