// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.Map;

/**
 * What is known of a cache's marks.
 *
 * @param incarnation of the set; zero where there is none
 * @param previous the epoch before the last change; for {@code sync} and {@code peek} the same as {@code epoch}
 * @param epoch the highest epoch so far
 * @param floor the highest epoch of a mark that was removed; zero where none was
 * @param marks some or all marks with their epochs
 */
public record TagState(long incarnation, long previous, long epoch, long floor, Map<String, Long> marks) {}
