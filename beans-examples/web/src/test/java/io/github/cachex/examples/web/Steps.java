// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import java.util.ArrayList;
import java.util.List;

/** The steps of one walk through the page, all taken whatever came before, and counted. */
final class Steps {
    /** Something to do and to look at. */
    interface Step {
        void take() throws Exception;
    }

    private final List<Throwable> failures = new ArrayList<>();
    private int taken;

    Steps step(String name, Step step) {
        taken++;
        try {
            step.take();
            System.out.println("browser: " + name + ": ok");
        } catch (Exception | AssertionError e) {
            System.out.println("browser: " + name + ": FAILED: " + e.getMessage());
            failures.add(new AssertionError(name, e));
        }
        return this;
    }

    void show() {
        System.out.printf("SHOW browser: %d of %d steps passed (all)%n", taken - failures.size(), taken);
        if (!failures.isEmpty()) {
            AssertionError failed = new AssertionError(failures.size() + " steps failed");
            failures.forEach(failed::addSuppressed);
            throw failed;
        }
    }
}
