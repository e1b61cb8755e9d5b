// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import java.time.Duration;

/**
 * What is stored with a value.
 *
 * @param stamp what invalidations by tag are held against
 * @param fresh how long the entry was to stay fresh when it was stored
 */
public record Head(Stamp stamp, Duration fresh) {}
