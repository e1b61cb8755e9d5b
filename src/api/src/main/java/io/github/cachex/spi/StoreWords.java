// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/** What a load may say of storing its value, for those who take it. */
@Internal
public final class StoreWords {
    /** Why a load cannot say that its source has not changed. */
    public static final String NO_OLD_VALUE =
            "notModified: there is no old value; ask the source on condition only where etag(),"
                    + " lastModified() or staleValue() of the context is present";

    private StoreWords() {}

    /**
     * Returns {@code bytes}, the most that a value may take.
     *
     * @throws IllegalArgumentException saying problem and remedy, when that is less than 1
     */
    public static int checkedSize(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException(
                    "max-size=" + bytes + ": is not above zero; use doNotStore to keep the value out");
        }
        return bytes;
    }
}
