// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells whether a request comes from a page of this very server, as the browser says. */
final class RequestOrigin {
    private static final String SAME = "same-origin";

    private RequestOrigin() {}

    /**
     * Returns whether {@code request} comes from our own page. A browser says so in {@code Sec-Fetch-Site} over HTTPS, and in
     * {@code Origin} always; what either denies, and what says neither, does not.
     */
    static boolean isOwn(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        String origin = request.getHeaderString("Origin");
        if (site == null && origin == null) {
            return false;
        }
        return (site == null || site.equals(SAME)) && (origin == null || isOurs(origin, request));
    }

    /** By host and port: behind a proxy that ends TLS the scheme is another. */
    private static boolean isOurs(String origin, ContainerRequestContext request) {
        String authority = authority(origin);
        return authority != null
                && (authority.equalsIgnoreCase(request.getHeaderString("Host"))
                        || authority.equalsIgnoreCase(
                                request.getUriInfo().getBaseUri().getAuthority()));
    }

    private static @Nullable String authority(String origin) {
        try {
            URI uri = new URI(origin.toLowerCase(Locale.ROOT));
            return uri.getRawAuthority();
        } catch (java.net.URISyntaxException e) {
            return null;
        }
    }
}
