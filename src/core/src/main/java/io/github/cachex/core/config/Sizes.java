// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

/**
 * What bounds how a value is stored.
 *
 * @param max the most bytes that header and value take before compression, and so the most that stored bytes may swell to
 * @param compressAbove how many bytes of value are left uncompressed
 * @param maxTags the most tags that an entry has
 * @param leftOutAllowed whether a value is stored though its serializer leaves out what callers can see
 */
public record Sizes(int max, int compressAbove, int maxTags, boolean leftOutAllowed) {
    /** For bytes that were decoded here before, and so were within their bounds. */
    public static final Sizes TRUSTED = new Sizes(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, false);

    /** Creates bounds for at most 1,000 tags, under which nothing that callers can see is left out. */
    public Sizes(int max, int compressAbove) {
        this(max, compressAbove, 1_000, false);
    }

    /** Returns the most bytes that a stored entry has: what a backend and encryption put around it is less than a KiB. */
    public long maxStored() {
        return max + 1_024L;
    }

    /** Returns these bounds, with at most {@code bytes} for header and value. */
    Sizes atMost(int bytes) {
        return new Sizes(Math.min(max, bytes), compressAbove, maxTags, leftOutAllowed);
    }

    /** Returns these bounds, under which the serializer may leave out what callers can see. */
    public Sizes allowingLeftOut() {
        return new Sizes(max, compressAbove, maxTags, true);
    }
}
