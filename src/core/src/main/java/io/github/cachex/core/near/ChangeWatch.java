// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import io.github.cachex.core.stage.LinkTrust;
import io.github.cachex.core.stage.Marks;

/**
 * What tells this JVM of the changes of one cache.
 *
 * @param stripes counts changes of keys
 * @param ear tells whether any was missed
 * @param marks the invalidations by tag, pattern and clear
 */
public record ChangeWatch(Stripes stripes, LinkTrust.Ear ear, Marks marks) {}
