// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import io.github.cachex.spi.TouchedEntry;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The validator of an answer that is made of entries, by RFC 9110, section 8.8. */
final class Validator {
    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");
    private static final int LENGTH = 15;
    private static final List<String> FORM =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LANGUAGE, HttpHeaders.CONTENT_ENCODING);

    private Validator() {}

    /**
     * Returns the ETag of an answer made of {@code entries}: weak, since the same values may be written by other bytes. It differs by
     * entries, form, version, and by whom it is for where that is private.
     */
    static String of(
            ContainerRequestContext request,
            ContainerResponseContext response,
            List<TouchedEntry> entries,
            String version,
            String who) {
        Text text = new Text();
        text.add(version).add(who);
        FORM.forEach(header -> text.add(header(response, header)));
        Vary.of(response).forEach(header -> text.add(header).add(String.valueOf(request.getHeaderString(header))));
        entries.forEach(entry -> text.add(entry.key().value()).add(Long.toHexString(entry.entryId())));
        return "W/\"" + text.hashed() + '"';
    }

    private static String header(ContainerResponseContext response, String name) {
        if (name.equals(HttpHeaders.CONTENT_TYPE)) {
            return String.valueOf(response.getMediaType());
        }
        return String.valueOf(response.getHeaderString(name));
    }

    /** Returns whether {@code tag} is one of {@code held}, the value of {@code If-None-Match}, in the weak comparison. */
    static boolean isAmong(String held, String tag) {
        if (held.strip().equals("*")) {
            return true;
        }
        Matcher mine = TAG.matcher(tag.strip());
        if (!mine.matches()) {
            return false;
        }
        Matcher each = TAG.matcher(held);
        while (each.find()) {
            if (each.group(1).equals(mine.group(1))) {
                return true;
            }
        }
        return false;
    }

    /** Texts one after the other, none of which can imitate two. */
    private static final class Text {
        private final MessageDigest digest;

        Text() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        Text add(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
            return this;
        }

        String hashed() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.digest(), LENGTH));
        }
    }
}
