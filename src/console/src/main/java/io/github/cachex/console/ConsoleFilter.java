// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;

/**
 * Stands before the console: lets in whom {@code cachex.console.role} names, and changes only by our own page. Whom it lets in has a
 * role more, without which {@link ConsoleResource} answers nothing: a console without its filter is closed.
 */
@Provider
@ConsoleGuarded
@Priority(Priorities.AUTHORIZATION)
public class ConsoleFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String LET_IN = ConsoleFilter.class.getName();
    /** Nothing of the page comes from elsewhere, and nothing of it is written into it. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy", "same-origin",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store");

    /** Returns whether the filter let that user in. */
    static boolean letIn(SecurityContext user) {
        return user.isUserInRole(LET_IN);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Optional<ConsoleRefusal> refusal = ConsoleRefusal.of(request, ConsoleSettings.read());
        if (refusal.isPresent()) {
            request.abortWith(Response.status(refusal.get().status())
                    .entity(refusal.get().text())
                    .type(MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                    .build());
        } else {
            request.setSecurityContext(new LetIn(request.getSecurityContext()));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        HEADERS.forEach(response.getHeaders()::putSingle);
    }

    /** A user with the role that the filter gives. */
    private record LetIn(SecurityContext user) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return user.getUserPrincipal();
        }

        @Override
        public boolean isUserInRole(String role) {
            return role.equals(LET_IN) || user.isUserInRole(role);
        }

        @Override
        public boolean isSecure() {
            return user.isSecure();
        }

        @Override
        public String getAuthenticationScheme() {
            return user.getAuthenticationScheme();
        }
    }
}
