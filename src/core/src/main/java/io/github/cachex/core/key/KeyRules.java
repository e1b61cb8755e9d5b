// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import io.github.cachex.core.config.KeyPolicy;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.error.MessageText;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.WireText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an id must be before it reaches a backend: neither empty nor too long, without control characters and without halves
 * of surrogate pairs (all of which become the same "?" on the wire). Immutable.
 *
 * <p>An id that breaks these rules is refused, or replaced by one that ends in a hash of the original, as the policy says.
 * Distinct ids stay distinct: an id that merely looks replaced is replaced as well.
 */
public final class KeyRules {
    /** The readable part of an id under {@link KeyPolicy#HASH}. */
    private static final int SHORT_HEAD = 24;
    /** 128 bits of SHA-256. */
    private static final int HASH_BYTES = 16;

    private static final char MARK = '~';
    private static final int TAIL = 1 + 2 * HASH_BYTES;
    private static final Pattern REPLACED = Pattern.compile(MARK + "[0-9a-f]{" + 2 * HASH_BYTES + "}");
    private static final int SHOWN = 60;

    private final String namespace;
    private final KeyPolicy policy;
    private final int maxLength;

    /**
     * Creates rules for ids of at most {@code maxLength} characters.
     *
     * @throws IllegalArgumentException when {@code maxLength} leaves no room for a hash
     */
    public KeyRules(String namespace, KeyPolicy policy, int maxLength) {
        if (maxLength <= TAIL) {
            throw new IllegalArgumentException(
                    "maxLength=" + maxLength + ": leaves no room for a hash; use at least 64");
        }
        this.namespace = namespace;
        this.policy = policy;
        this.maxLength = maxLength;
    }

    /**
     * Returns where the entry of {@code id} in {@code cache} lives for those who call in the name of {@code owner}.
     *
     * @throws CacheKeyException when {@code id} is null or empty, or breaks a rule under {@link KeyPolicy#REJECT}
     */
    public EntryKey entryKey(String cache, Namespace owner, @Nullable String id) {
        return new EntryKey(namespace, cache, owner.own(checked(cache, id)));
    }

    /** Returns why {@code id} is refused, with the remedy; empty if it is not. */
    public Optional<String> rejection(String cache, @Nullable String id) {
        if (id == null || id.isEmpty()) {
            return Optional.of("key id=" + (id == null ? "null" : "''") + " (cache " + cache + "): must not be "
                    + (id == null ? "null" : "empty") + "; name what is cached, for example post:42");
        }
        return policy != KeyPolicy.REJECT
                ? Optional.empty()
                : problem(id)
                        .map(problem -> "key id=" + shown(id) + " (cache " + cache + "): " + problem
                                + "; or set cachex.key.policy to replace or hash");
    }

    /**
     * Refuses a pattern that is longer than any id.
     *
     * @throws IllegalArgumentException saying problem and remedy
     */
    public void checkPattern(String glob) {
        if (glob.length() > maxLength) {
            throw new IllegalArgumentException("pattern=" + shown(glob) + ": has " + glob.length()
                    + " characters, more than cachex.key.max-length=" + maxLength + "; use a shorter one");
        }
    }

    private String checked(String cache, @Nullable String id) {
        Optional<String> rejection = rejection(cache, id);
        if (id == null || rejection.isPresent()) {
            throw new CacheKeyException(rejection.orElse(""));
        }
        return policy != KeyPolicy.REJECT && (problem(id).isPresent() || looksReplaced(id)) ? replaced(id) : id;
    }

    private Optional<String> problem(String id) {
        if (id.length() > maxLength) {
            return Optional.of("has " + id.length() + " characters, more than " + maxLength
                    + "; shorten it, raise cachex.key.max-length");
        }
        return WireText.problem(id);
    }

    private static boolean looksReplaced(String id) {
        int tail = id.length() - TAIL;
        return tail >= 0
                && id.charAt(tail) == MARK
                && REPLACED.matcher(id.substring(tail)).matches();
    }

    private String replaced(String id) {
        int room = maxLength - TAIL;
        return clean(id, policy == KeyPolicy.HASH ? Math.min(SHORT_HEAD, room) : room) + MARK + hash(id);
    }

    /** Returns the first {@code length} characters of {@code text}, or one less where that would cut a pair in half. */
    private static String clean(String text, int length) {
        int end = Math.min(length, text.length());
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) && !WireText.isHalf(text, end - 1)) {
            end--;
        }
        StringBuilder clean = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            clean.append(Character.isISOControl(c) || WireText.isHalf(text, i) ? '_' : c);
        }
        return clean.toString();
    }

    private static String hash(String text) {
        // Not UTF-8: it would write every half of a pair as the same "?".
        byte[] bytes = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i] = (byte) (text.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) text.charAt(i);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String shown(String id) {
        return MessageText.shown(id, SHOWN);
    }
}
