// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.jsr107;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jsr107.tck.annotation.InterceptionCacheNameOnEachMethodTest;
import org.jsr107.tck.annotation.InterceptionUsingCacheConfigTest;
import org.jsr107.tck.annotation.InterceptionUsingDefaultCacheNameTest;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/** Runs the part of JSR-107's tests that is about annotations. Answers for each that it passed, or why it did not. */
public final class AnnotationTck implements Callable<List<String>> {
    static final String PASSED = "passed";

    private final List<String> results = new ArrayList<>();

    @Override
    public List<String> call() {
        JUnitCore runner = new JUnitCore();
        runner.addListener(new Listener());
        try {
            runner.run(
                    InterceptionCacheNameOnEachMethodTest.class,
                    InterceptionUsingCacheConfigTest.class,
                    InterceptionUsingDefaultCacheNameTest.class);
            return results;
        } finally {
            TckBeans.closeAll();
        }
    }

    private final class Listener extends RunListener {
        private boolean failed;
        private int given;

        @Override
        public void testStarted(Description test) {
            failed = false;
            given = TckBeans.GIVEN.get();
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
                results.add(TckBeans.GIVEN.get() > given ? PASSED : test + ": left itself out");
            }
        }
    }
}
