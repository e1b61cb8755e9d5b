// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.List;

/** Makes one type of backend. Found by {@link java.util.ServiceLoader}: a backend is there because its jar is there. */
public interface BackendFactory {
    /** Returns the type as configured under {@code cachex.backend.type}; also the prefix of its keys, {@code cachex.backend.<type>.}. */
    String type();

    /** Returns the configuration keys that this backend knows. */
    List<ConfigKey> keys();

    /**
     * Returns whether this backend is meant where {@code cachex.backend.type} says nothing: its address is configured, or a
     * client of its library was handed in.
     */
    default boolean isMeant(BackendContext context) {
        return false;
    }

    /**
     * Returns whether others than the application usually may write to the store: a folder, a table that whoever tends the database may
     * change, a server that knows no rights. Serializers that {@linkplain Serializer#needsTrustedBytes need trusted bytes} are used there
     * together with {@code cachex.encryption.keys} alone. Unless overridden, none may: the store is in the process, or gives each
     * application rights to its own entries.
     */
    default boolean othersMayWrite() {
        return false;
    }

    /**
     * Returns a backend that is ready to use. It does not wait for a server to answer: one that is down at start-up is a
     * sick backend like any other.
     */
    CacheBackend create(BackendContext context);
}
