// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The names by which answers are known to web caches: {@code c-}, {@code t-} and {@code k-}, for a cache, a tag and a key, hashed so that
 * they are short and tell nobody what they stand for. The namespace of the entries is part of each, so that applications do not meet.
 */
@Internal
public final class SurrogateKeys {
    private static final int HASHED = 12;
    private static final Pattern READABLE = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private SurrogateKeys() {}

    /** Returns the name of all answers with an entry of {@code cache}. */
    public static String of(CacheSpace cache) {
        String head = READABLE.matcher(cache.cache()).matches() ? cache.cache() + '-' : "";
        return "c-" + head + hashed(cache.value());
    }

    /** Returns the name of all answers with an entry that has {@code tag}, as it is stored. */
    public static String ofTag(CacheSpace cache, String tag) {
        return "t-" + hashed(cache.value() + tag);
    }

    /** Returns the name of all answers with the entry of {@code key}. */
    public static String of(EntryKey key) {
        return "k-" + hashed(key.value());
    }

    private static String hashed(String text) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, HASHED));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
