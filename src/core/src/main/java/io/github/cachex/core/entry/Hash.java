// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

/**
 * A 64-bit hash of texts: FNV-1a over UTF-16 units with the finalizer of MurmurHash3, both in the public domain. Guards
 * against mistakes, not against attackers. Its values are stored, so it never changes within an entry format.
 */
final class Hash {
    private Hash() {}

    static long of(CharSequence text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
