// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The token that our own page alone can read: in a cookie, and in the header of each change. No node remembers it, so that a page may
 * ask one node and change something by another.
 */
final class ConsoleToken {
    /** What the page sends it in. */
    static final String HEADER = "X-Cachex-Token";

    /** What the browser keeps it in. */
    static final String COOKIE = "cachex-console";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

    private ConsoleToken() {}

    /** Returns whether {@code kept}, out of the cookie, has the shape of one. */
    static boolean isToken(@Nullable String kept) {
        return kept != null && SHAPE.matcher(kept).matches();
    }

    /** Returns another that nobody can guess. */
    static String create() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns the header that has the browser keep {@code token}. */
    static String cookie(String token, boolean secure) {
        // Of the whole server: a proxy may have the page at another path.
        return COOKIE + "=" + token + "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }

    /** Returns whether the token that was {@code sent} is the one that was {@code kept}. */
    static boolean isSame(@Nullable String sent, @Nullable String kept) {
        return kept != null
                && sent != null
                && isToken(kept)
                && MessageDigest.isEqual(kept.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
