// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Prints how many tests of a nested class ran and how many of them passed, as {@code SHOW contracts} with the display names of the
 * class around it and its own; one that is skipped fails the class.
 */
final class CountedContracts implements BeforeTestExecutionCallback, TestWatcher, AfterAllCallback {
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        ran.incrementAndGet();
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        passed.incrementAndGet();
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        skipped.incrementAndGet();
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        skipped.incrementAndGet();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        String name = context.getParent().orElseThrow().getDisplayName() + ", " + context.getDisplayName();
        Show.exactly("contracts " + name, passed.get(), ran.get(), "tests passed, " + skipped + " were skipped");
        assertThat(skipped).hasValue(0);
    }
}
