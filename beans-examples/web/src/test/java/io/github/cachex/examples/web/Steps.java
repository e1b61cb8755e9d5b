// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import java.util.ArrayList;
import java.util.List;

/** The steps of one walk through the page, all taken whatever came before, and counted. */
public final class Steps {
    /** Something to do and to look at. */
    public interface Step {
        /** Takes it; throws where it fails. */
        void take() throws Exception;
    }

    private final List<Throwable> failures = new ArrayList<>();
    private final String figure;
    private int taken;

    /** Creates those of the walk that {@code figure} names. */
    public Steps(String figure) {
        this.figure = figure;
    }

    /** Takes a step, and goes on whether it fails or not. */
    public Steps step(String name, Step step) {
        taken++;
        try {
            step.take();
            System.out.println(figure + ": " + name + ": ok");
        } catch (Exception | AssertionError e) {
            System.out.println(figure + ": " + name + ": FAILED: " + e.getMessage());
            failures.add(new AssertionError(name, e));
        }
        return this;
    }

    /** Prints how many passed; throws where one failed. */
    public void show() {
        System.out.printf("SHOW %s: %d of %d steps passed (all)%n", figure, taken - failures.size(), taken);
        if (!failures.isEmpty()) {
            AssertionError failed = new AssertionError(failures.size() + " steps failed");
            failures.forEach(failed::addSuppressed);
            throw failed;
        }
    }
}
