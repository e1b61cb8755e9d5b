// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.jsr107;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsr107.tck.annotation.InterceptionCacheNameOnEachMethodTest;
import org.jsr107.tck.annotation.InterceptionUsingCacheConfigTest;
import org.jsr107.tck.annotation.InterceptionUsingDefaultCacheNameTest;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/** A run of the part of JSR-107's tests that is about annotations. */
public final class TckRun extends RunListener {
    /** How many tests there are. */
    public static final int TESTS = 12;

    /** What is said of one that passed. */
    public static final String PASSED = "passed";

    private final List<String> results = new ArrayList<>();
    private final AtomicInteger given;
    private boolean failed;
    private int givenBefore;

    private TckRun(AtomicInteger given) {
        this.given = given;
    }

    /**
     * Runs all and returns for each that it passed, or why it did not.
     *
     * @param given how often a test was given a bean: where there is no container the tests pass without a look at one
     */
    public static List<String> results(AtomicInteger given) {
        TckRun run = new TckRun(given);
        JUnitCore runner = new JUnitCore();
        runner.addListener(run);
        runner.run(
                InterceptionCacheNameOnEachMethodTest.class,
                InterceptionUsingCacheConfigTest.class,
                InterceptionUsingDefaultCacheNameTest.class);
        return run.results;
    }

    @Override
    public void testStarted(Description test) {
        failed = false;
        givenBefore = given.get();
    }

    @Override
    public void testFailure(Failure failure) {
        failed = true;
        results.add(failure.getTestHeader() + ": " + failure.getTrace());
    }

    @Override
    public void testIgnored(Description test) {
        results.add(test + ": ignored");
    }

    @Override
    public void testFinished(Description test) {
        if (!failed) {
            results.add(given.get() > givenBefore ? PASSED : test + ": left itself out");
        }
    }
}
