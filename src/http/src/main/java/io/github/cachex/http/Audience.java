// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import io.github.cachex.spi.TouchedEntry;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Objects;

/**
 * For whom an answer is.
 *
 * @param isPrivate whether no shared cache may have it
 * @param who what tells one who may have it from others, of a private answer
 */
record Audience(boolean isPrivate, String who) {
    /** The cookie by which servlet containers know a session. */
    private static final String SESSION = "JSESSIONID";

    private static final Audience EVERYBODY = new Audience(false, "");

    static Audience of(
            ContainerRequestContext request,
            ContainerResponseContext response,
            Promise promise,
            List<TouchedEntry> entries) {
        if (promise.isShared()) {
            return EVERYBODY;
        }
        String authorization = Objects.requireNonNullElse(request.getHeaderString(HttpHeaders.AUTHORIZATION), "");
        SecurityContext security = request.getSecurityContext();
        String principal = security == null || security.getUserPrincipal() == null
                ? ""
                : "principal " + security.getUserPrincipal().getName();
        boolean inSession = request.getCookies().containsKey(SESSION) || ServletSession.isThere();
        String cookies = inSession ? "session " + request.getHeaderString(HttpHeaders.COOKIE) : "";
        boolean isPrivate = !authorization.isEmpty()
                || !principal.isEmpty()
                || inSession
                || response.getHeaders().containsKey(HttpHeaders.SET_COOKIE)
                || !response.getCookies().isEmpty()
                || entries.stream().anyMatch(TouchedEntry::owned);
        return isPrivate ? new Audience(true, authorization + '\n' + principal + '\n' + cookies) : EVERYBODY;
    }
}
