// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;

/** Says at the start whether there is a console and who may use it, and refuses a configuration that nobody can read. */
@ApplicationScoped
public class ConsoleStart {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.console");

    /** Called by the container. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        ConsoleSettings settings = ConsoleSettings.read();
        if (settings.enabled() && settings.isOpen()) {
            LOG.log(LogMessage.CONSOLE_OPEN.with());
        } else if (settings.enabled()) {
            LOG.log(LogMessage.CONSOLE_ON.with(settings.role()));
        }
    }
}
