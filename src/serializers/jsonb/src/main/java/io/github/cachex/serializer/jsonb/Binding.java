// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import io.github.cachex.error.CacheSerializationException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.config.BinaryDataStrategy;
import org.jspecify.annotations.Nullable;

/** Holds the one JSON-B engine. */
final class Binding {
    private final boolean owned;
    private volatile @Nullable Jsonb jsonb;

    private Binding(@Nullable Jsonb jsonb, boolean owned) {
        this.jsonb = jsonb;
        this.owned = owned;
    }

    static Binding standard() {
        return new Binding(null, true);
    }

    static Binding of(Jsonb jsonb) {
        return new Binding(jsonb, false);
    }

    static Binding of(JsonbConfig config) {
        return new Binding(create(config), true);
    }

    /**
     * Returns the engine.
     *
     * @throws CacheSerializationException when there is no JSON-B, with the dependency to add
     */
    Jsonb jsonb() {
        Jsonb present = jsonb;
        return present == null ? made() : present;
    }

    private synchronized Jsonb made() {
        Jsonb present = jsonb;
        if (present == null) {
            try {
                // Without nulls a map would lose its null values.
                present = create(
                        new JsonbConfig().withNullValues(true).withBinaryDataStrategy(BinaryDataStrategy.BASE_64));
            } catch (JsonbException | LinkageError e) {
                throw new CacheSerializationException(
                        "cachex.serializer=jsonb: no JSON-B implementation was found; in Java SE add the dependency"
                                + " org.eclipse:yasson, on a server its JSON-B feature, or choose another serializer",
                        e);
            }
            jsonb = present;
        }
        return present;
    }

    private static Jsonb create(JsonbConfig config) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            return JsonbBuilder.create(config);
        } catch (JsonbException | LinkageError e) {
            // The provider is looked for with the thread's class loader, which on a pool's thread may see nothing of
            // ours.
            thread.setContextClassLoader(Binding.class.getClassLoader());
            return JsonbBuilder.create(config);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    synchronized void close() {
        Jsonb present = jsonb;
        if (owned && present != null) {
            try {
                present.close();
            } catch (Exception e) {
                System.getLogger(Binding.class.getPackageName())
                        .log(System.Logger.Level.DEBUG, "JSON-B did not close", e);
            }
        }
    }
}
