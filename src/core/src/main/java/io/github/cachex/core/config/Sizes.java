// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

/**
 * What bounds the bytes of an entry.
 *
 * @param max the most bytes that header and value take before compression, and so the most that stored bytes may swell to
 * @param compressAbove how many bytes of value are left uncompressed
 */
public record Sizes(int max, int compressAbove) {
    /** For bytes that were decoded here before, and so were within their bounds. */
    public static final Sizes TRUSTED = new Sizes(Integer.MAX_VALUE, Integer.MAX_VALUE);
}
