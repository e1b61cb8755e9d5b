// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of {@code cachex.encryption.keys}: the first encrypts, all decrypt. None where nothing is encrypted. Its text shows
 * ids alone.
 *
 * @param keys in the order in which they were written
 */
public record EncryptionKeys(List<EncryptionKey> keys) {
    /** For values that are not encrypted. */
    public static final EncryptionKeys NONE = new EncryptionKeys(List.of());

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final Set<Integer> LENGTHS = Set.of(16, 24, 32);
    private static final String REMEDY = "write id:key, with the Base64 of 32 random bytes as the key"
            + " (openssl rand -base64 32), and further keys after a comma";

    /** What is wrong with keys that are set and blank. */
    static final String BLANK = "is blank, so that values would lie in the backend in the clear; " + REMEDY
            + ", or leave the setting out where nothing is to be encrypted";

    /** One key of AES. */
    public record EncryptionKey(String id, SecretKey key) {
        @Override
        public String toString() {
            return id + ":***";
        }
    }

    /** Returns the key that encrypts; empty where nothing is encrypted. */
    public Optional<EncryptionKey> first() {
        return keys.stream().findFirst();
    }

    /** Reads {@code id:base64,id:base64}. What it complains about shows no key. */
    static EncryptionKeys parse(String text) {
        List<EncryptionKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (String part : text.isEmpty() ? List.<String>of() : List.of(text.split(",", -1))) {
            EncryptionKey key = key(part.strip(), keys.size() + 1);
            if (!ids.add(key.id())) {
                throw new IllegalArgumentException("two keys have the id " + key.id() + "; give each its own");
            }
            keys.add(key);
        }
        return new EncryptionKeys(List.copyOf(keys));
    }

    private static EncryptionKey key(String part, int place) {
        int colon = part.indexOf(':');
        if (colon < 0 || !ID.matcher(part.substring(0, colon)).matches()) {
            throw new IllegalArgumentException("key " + place
                    + " does not begin with an id of letters, digits, dots, dashes or underscores, and a colon; "
                    + REMEDY);
        }
        String id = part.substring(0, colon);
        try {
            byte[] bytes = Base64.getDecoder().decode(part.substring(colon + 1));
            if (!LENGTHS.contains(bytes.length)) {
                throw new IllegalArgumentException(
                        "key " + id + " has " + bytes.length + " bytes, not 16, 24 or 32; " + REMEDY);
            }
            return new EncryptionKey(id, new SecretKeySpec(bytes, "AES"));
        } catch (IllegalArgumentException e) {
            // The decoder's own message quotes a character of the key.
            throw e.getMessage() != null && e.getMessage().startsWith("key ")
                    ? e
                    : new IllegalArgumentException("key " + id + " is not Base64; " + REMEDY);
        }
    }
}
