// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.concurrent.Callable;

/** Starts as Java SE applications do, and returns what a bean answers or why it did not start. */
public class PlainStart implements Callable<String> {
    @Override
    public String call() {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(CachexExtension.class)
                .addBeanClasses(Mistakes.Good.class)
                .initialize()) {
            return container.select(Mistakes.Good.class).get().find("x");
        } catch (DeploymentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
