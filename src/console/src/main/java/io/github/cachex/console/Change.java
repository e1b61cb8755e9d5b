// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import io.github.cachex.CacheHandler;
import io.github.cachex.Invalidation;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What a button of the page wants invalidated.
 *
 * @param cache the name of the cache
 * @param by how it says what
 * @param what ids, tags, or one pattern; none for all
 * @param expire whether the old values may stand in for failing loads
 */
record Change(String cache, By by, List<String> what, boolean expire) {
    private static final int MOST_BYTES = 64 * 1_024;
    private static final int MOST = 1_000;

    /** How entries are named. */
    enum By {
        /** By their ids. */
        ID("an id"),
        /** By their tags. */
        TAG("a tag"),
        /** By a pattern of their ids. */
        PATTERN("one pattern"),
        /** Every one. */
        ALL("nothing");

        private final String named;

        By(String named) {
            this.named = named;
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with a sentence for the user where it is none
     */
    static Change read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("more than " + MOST_BYTES + " bytes; send fewer at once");
        }
        try (JsonReader reader = Json.createReader(new StringReader(new String(bytes, StandardCharsets.UTF_8)))) {
            return of(reader.readObject());
        } catch (JsonException | ClassCastException e) {
            throw new IllegalArgumentException("no change that the console knows", e);
        }
    }

    private static Change of(JsonObject json) {
        By by = by(json.getString("by", ""));
        List<String> what = json.containsKey("what")
                ? json.getJsonArray("what").getValuesAs((JsonString text) -> text.getString())
                : List.of();
        String cache = json.getString("cache", "");
        boolean many = by == By.ID || by == By.TAG;
        if (cache.isEmpty()) {
            throw new IllegalArgumentException("no cache; name one");
        }
        if (by == By.ALL ? !what.isEmpty() : what.isEmpty() || what.contains("") || !many && what.size() > 1) {
            throw new IllegalArgumentException(
                    by == By.ALL ? "all is all; name nothing beside it" : "nothing to invalidate; name " + by.named);
        }
        if (what.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " at once; send fewer");
        }
        return new Change(cache, by, List.copyOf(what), json.getOrDefault("expire", JsonValue.FALSE) == JsonValue.TRUE);
    }

    private static By by(String text) {
        try {
            return By.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("by=" + text + ": write id, tag, pattern or all", e);
        }
    }

    /** Makes it in {@code handler}, which is that of {@link #cache}. */
    Invalidation makeIn(CacheHandler handler) {
        String[] texts = what.toArray(String[]::new);
        return switch (by) {
            case ID -> expire ? handler.expire(texts) : handler.invalidate(texts);
            case TAG -> expire ? handler.expireTags(texts) : handler.invalidateTags(texts);
            case PATTERN -> expire ? handler.expireMatching(texts[0]) : handler.invalidateMatching(texts[0]);
            case ALL -> expire ? handler.expireAll() : handler.clear();
        };
    }

    /** Returns it for the log, which keeps no ids. */
    String said() {
        return (expire ? "expires " : "invalidates ")
                + (by == By.ALL
                        ? "all"
                        : by == By.PATTERN
                                ? "a pattern"
                                : what.size() + " by " + by.name().toLowerCase(Locale.ROOT))
                + " in the cache " + cache;
    }
}
