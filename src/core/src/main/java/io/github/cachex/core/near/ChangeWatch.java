// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.coherence.LinkGenerations;
import io.github.cachex.core.stage.Marks;

/**
 * What tells this JVM of the changes of one cache.
 *
 * @param versions counts changes of keys
 * @param links tell whether any was missed
 * @param marks the invalidations by tag, pattern and clear
 */
public record ChangeWatch(KeyVersions versions, LinkGenerations links, Marks marks) {}
