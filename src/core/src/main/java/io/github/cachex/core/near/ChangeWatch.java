// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.coherence.LinkGenerations;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.spi.EntryKey;
import java.util.function.Consumer;

/**
 * What tells this JVM of the changes of one cache.
 *
 * @param versions counts changes of keys
 * @param links tell whether any was missed
 * @param marks the invalidations by tag, pattern and clear
 * @param replaced is told of keys whose value this JVM loaded in the place of one that still held
 */
public record ChangeWatch(KeyVersions versions, LinkGenerations links, Marks marks, Consumer<EntryKey> replaced) {
    /** Creates one that tells nobody of what is replaced. */
    public ChangeWatch(KeyVersions versions, LinkGenerations links, Marks marks) {
        this(versions, links, marks, key -> {});
    }
}
