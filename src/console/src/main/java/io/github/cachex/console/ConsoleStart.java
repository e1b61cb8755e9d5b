// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import io.github.cachex.spi.LineLogger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Says at the start whether there is a console and who may use it, and refuses a configuration that nobody can read. */
@ApplicationScoped
public class ConsoleStart {
    private static final Logger LOG = LineLogger.named("io.github.cachex.console");

    /** Called by the container. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        ConsoleSettings settings = ConsoleSettings.read();
        if (settings.enabled() && settings.isOpen()) {
            LOG.log(
                    Level.WARNING,
                    "the console is open to anybody who reaches the application (cachex.console.role=none): whoever asks reads names,"
                            + " keys and settings; name a role that your users log in with");
        } else if (settings.enabled()) {
            LOG.log(Level.INFO, "the console is on, for users in the role {0}", settings.role());
        }
    }
}
