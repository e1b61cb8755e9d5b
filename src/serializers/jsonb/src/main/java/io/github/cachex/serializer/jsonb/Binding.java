// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import io.github.cachex.spi.LineLogger;
import jakarta.json.JsonException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.BinaryDataStrategy;

/** Holds one JSON-B engine. Loaded only where JSON-B is needed. */
final class Binding {
    private final Jsonb jsonb;
    private final boolean owned;
    private final String settings;

    private Binding(Jsonb jsonb, boolean owned, String settings) {
        this.jsonb = jsonb;
        this.owned = owned;
        this.settings = settings;
    }

    static Binding standard() {
        // Without nulls a map would lose its null values.
        return of(new JsonbConfig().withNullValues(true).withBinaryDataStrategy(BinaryDataStrategy.BASE_64));
    }

    /** How an engine is set up that the application made cannot be seen. */
    static Binding of(Jsonb jsonb) {
        return new Binding(jsonb, false, "");
    }

    static Binding of(JsonbConfig config) {
        return new Binding(JsonbBuilder.create(config), true, JsonbForms.settings(config.getAsMap()));
    }

    String settings() {
        return settings;
    }

    Jsonb jsonb() {
        return jsonb;
    }

    /** Returns whether the engine could read the text, which does not fit the type. */
    static boolean isOfOtherForm(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonException || cause instanceof Error) {
                return false;
            }
        }
        return true;
    }

    void close() {
        if (owned) {
            try {
                jsonb.close();
            } catch (Exception e) {
                LineLogger.named(Binding.class.getPackageName()).debug("JSON-B did not close", e);
            }
        }
    }
}
