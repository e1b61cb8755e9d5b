// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

/** What became of a value that was to be stored. */
public sealed interface Encoded {
    /** It is ready to be stored as {@code bytes}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] bytes) implements Encoded {}

    /** It is not to be stored, for {@code reason}. */
    record Unfit(String reason) implements Encoded {}
}
