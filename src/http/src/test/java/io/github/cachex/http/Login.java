// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Takes the header {@code Login} for a certificate of the client's, and {@code Tenant} for its tenant. */
@Priority(Priorities.AUTHENTICATION)
public class Login implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        Shop.tenant(request.getHeaderString("Tenant"));
        String name = request.getHeaderString("Login");
        if (name != null) {
            request.setSecurityContext(new Known(name));
        }
    }

    private record Known(String name) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return () -> name;
        }

        @Override
        public boolean isUserInRole(@Nullable String role) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return true;
        }

        @Override
        public String getAuthenticationScheme() {
            return CLIENT_CERT_AUTH;
        }
    }
}
