// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/**
 * One line of the log.
 *
 * @param kind which message of the catalogue it is
 * @param cache the name of the cache; empty where it is about none
 * @param key the id of the entry, or what an event has in its place; empty likewise
 * @param message what is to be said of it; empty where the word says it all
 * @param note what the log has to say of the line itself, such as that further ones are left out; mostly empty
 */
@Internal
public record LogLine(LogMessage kind, String cache, String key, String message, String note) {
    /** The word of a line that is about no event. */
    public static final String PLAIN = "LOG";

    /** Returns this with {@code more} noted. */
    public LogLine noting(String more) {
        return new LogLine(kind, cache, key, message, note + more);
    }

    /** Returns the word for what happened, such as {@code HIT}; {@link #PLAIN} where it is about no event of a cache. */
    public String event() {
        return kind.event();
    }

    /** Returns it as people read it: behind its id. */
    public String text() {
        String said = event().equals(PLAIN)
                ? message
                : event() + ' ' + cache + ' ' + key + (message.isEmpty() ? "" : ": " + message);
        return (kind == LogMessage.DETAIL ? "" : kind.id() + ' ') + said + note;
    }
}
