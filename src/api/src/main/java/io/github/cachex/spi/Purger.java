// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/**
 * Tells web caches before the application what to forget. An implementation is thread-safe.
 *
 * <p>{@link #purge} is called on the thread of whoever changed an entry, after the backend was told: it returns at once, and what it has
 * to wait for it does on a thread of its own. Answers are known by the names of {@code Surrogate-Key}, see {@link #keyOf}.
 */
public interface Purger extends AutoCloseable {
    /** Takes {@code purge} on. Never blocks; what it throws is logged and otherwise ignored. */
    void purge(Purge purge);

    /** Does what it still can within a moment, and ends every thread and connection. Closing it again does nothing. */
    @Override
    void close();

    /**
     * Returns the name in {@code Surrogate-Key} that the answers have which {@code purge} is about; of a pattern, that of its whole cache,
     * since names are hashed.
     */
    static String keyOf(Purge purge) {
        if (purge instanceof Purge.Key one) {
            return SurrogateKeys.of(one.key());
        }
        return purge instanceof Purge.Tag tagged
                ? SurrogateKeys.ofTag(tagged.space(), tagged.tag())
                : SurrogateKeys.of(purge.space());
    }
}
