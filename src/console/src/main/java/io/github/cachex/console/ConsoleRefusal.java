// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import java.util.Set;

/**
 * Why a request to the console is refused.
 *
 * @param status what the browser is told
 * @param text the same in words, for the one who reads it
 */
record ConsoleRefusal(Status status, String text) {
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Returns why {@code request} is refused; empty where it is not. */
    static Optional<ConsoleRefusal> of(ContainerRequestContext request, ConsoleSettings settings) {
        if (!settings.enabled()) {
            return refusal(Status.NOT_FOUND, "there is no console here: cachex.console.enabled is not true");
        }
        boolean reads = READING.contains(request.getMethod());
        if (settings.isOpen()) {
            return reads
                    ? Optional.empty()
                    : refusal(Status.FORBIDDEN, "cachex.console.role=none lets nobody change anything; name a role");
        }
        SecurityContext user = request.getSecurityContext();
        if (user == null || user.getUserPrincipal() == null) {
            return refusal(
                    Status.UNAUTHORIZED,
                    "nobody is logged in; have the server ask for a login at this path, and give the user the role "
                            + settings.role());
        }
        if (!user.isUserInRole(settings.role())) {
            return refusal(Status.FORBIDDEN, "the user has not the role " + settings.role());
        }
        return reads ? Optional.empty() : ofChange(request);
    }

    private static Optional<ConsoleRefusal> ofChange(ContainerRequestContext request) {
        if (!RequestOrigin.isOwn(request)) {
            return refusal(Status.FORBIDDEN, "not sent by the console's own page");
        }
        Cookie kept = request.getCookies().get(ConsoleToken.COOKIE);
        String sent = request.getHeaderString(ConsoleToken.HEADER);
        return ConsoleToken.isSame(sent, kept == null ? null : kept.getValue())
                ? Optional.empty()
                : refusal(Status.FORBIDDEN, "without the token of the console's own page; load the page again");
    }

    private static Optional<ConsoleRefusal> refusal(Status status, String text) {
        return Optional.of(new ConsoleRefusal(status, text));
    }
}
