// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Map;
import java.util.Set;

/** Who may log in, and in which role. */
@BasicAuthenticationMechanismDefinition(realmName = "shop")
@ApplicationScoped
public class Users implements IdentityStore {
    private static final String PASSWORD = "open-sesame";
    private static final Map<String, String> ROLES = Map.of("alice", "cachex-admin", "bob", "user");

    @Override
    public CredentialValidationResult validate(Credential credential) {
        if (credential instanceof UsernamePasswordCredential login) {
            String role = ROLES.get(login.getCaller());
            if (role != null && login.compareTo(login.getCaller(), PASSWORD)) {
                return new CredentialValidationResult(login.getCaller(), Set.of(role));
            }
        }
        return CredentialValidationResult.INVALID_RESULT;
    }
}
