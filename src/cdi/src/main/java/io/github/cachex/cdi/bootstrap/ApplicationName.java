// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds what the server calls the application. */
final class ApplicationName {
    private static final String APPLICATION = "java:app/AppName";
    private static final String MODULE = "java:module/ModuleName";

    private ApplicationName() {}

    /**
     * Returns the application's name, with that of the module where it is another one, such as a WAR in an EAR. Asked while the
     * application starts: later a thread may not see its {@code java:app}.
     */
    static Optional<String> find() {
        Optional<String> application = named(APPLICATION);
        Optional<String> module = named(MODULE).filter(name -> !application.equals(Optional.of(name)));
        return application
                .map(name -> module.map(part -> name + '/' + part).orElse(name))
                .or(() -> module);
    }

    @SuppressWarnings("BanJNDI") // the names are the platform's own, nobody's input
    private static Optional<String> named(String name) {
        try {
            return InitialContext.doLookup(name) instanceof String found && !found.isBlank()
                    ? Optional.of(found)
                    : Optional.empty();
        } catch (NamingException | RuntimeException | LinkageError e) {
            // Java SE, or a server that gives none.
            return Optional.empty();
        }
    }
}
