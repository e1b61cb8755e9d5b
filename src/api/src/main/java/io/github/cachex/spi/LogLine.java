// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/**
 * One line of the log.
 *
 * @param event the word for what happened, such as {@code HIT}; {@link #PLAIN} where it is about no event of a cache
 * @param cache the name of the cache; empty where it is about none
 * @param key the id of the entry, or what an event has in its place; empty likewise
 * @param message what is to be said of it; empty where the word says it all
 * @param note what the log has to say of the line itself, such as that further ones are left out; mostly empty
 */
@Internal
public record LogLine(String event, String cache, String key, String message, String note) {
    /** The word of a line that is about no event. */
    public static final String PLAIN = "LOG";

    /** Returns a line about an event. */
    public static LogLine of(String event, String cache, String key, String message) {
        return new LogLine(event, cache, key, message, "");
    }

    /** Returns a line that is about no event. */
    public static LogLine plain(String message) {
        return new LogLine(PLAIN, "", "", message, "");
    }

    /** Returns this with {@code more} noted. */
    public LogLine noting(String more) {
        return new LogLine(event, cache, key, message, note + more);
    }

    /** Returns it as people read it. */
    public String text() {
        String said = event.equals(PLAIN)
                ? message
                : event + ' ' + cache + ' ' + key + (message.isEmpty() ? "" : ": " + message);
        return said + note;
    }
}
