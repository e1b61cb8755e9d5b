// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * By what a source can tell that a value has not changed, as HTTP has it (RFC 9110, 8.8). Immutable.
 *
 * @param etag names the version of the value
 * @param lastModified when the source last changed it
 */
public record Validators(Optional<String> etag, Optional<Instant> lastModified) {
    /** None: the value cannot be asked for on condition. */
    public static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

    private static final int MAX_LENGTH = 1_024;

    /** Refuses an ETag that {@link #checked} refuses. */
    public Validators {
        etag.ifPresent(Validators::checked);
    }

    /** Returns whether there is neither. */
    public boolean isNone() {
        return etag.isEmpty() && lastModified.isEmpty();
    }

    /** Returns these with {@code etag}. */
    public Validators withEtag(String etag) {
        return new Validators(Optional.of(etag), lastModified);
    }

    /** Returns these with {@code lastModified}. */
    public Validators withLastModified(Instant lastModified) {
        return new Validators(etag, Optional.of(lastModified));
    }

    /**
     * Returns {@code etag} itself.
     *
     * @throws IllegalArgumentException saying problem and remedy, when it is null, blank, longer than 1,024 characters, or has control
     *     characters, such as line feeds, or half of a surrogate pair
     */
    @SuppressWarnings("ConstantValue") // callers are not all checked for null
    public static String checked(String etag) {
        if (etag == null || etag.isBlank()) {
            throw new IllegalArgumentException("etag=" + (etag == null ? "null" : "'" + WireText.shown(etag) + "'")
                    + ": is empty; leave the call out where the source sends none");
        }
        if (etag.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("etag=" + WireText.shown(etag) + ": has " + etag.length()
                    + " characters, more than " + MAX_LENGTH + "; leave the call out, or give a hash of it");
        }
        WireText.problem(etag).ifPresent(problem -> {
            throw new IllegalArgumentException("etag=" + WireText.shown(etag) + ": " + problem);
        });
        return etag;
    }
}
