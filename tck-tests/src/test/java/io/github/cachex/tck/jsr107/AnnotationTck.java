// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.jsr107;

import java.util.List;
import java.util.concurrent.Callable;

/** Runs the part of JSR-107's tests that is about annotations in a container of this process. */
public final class AnnotationTck implements Callable<List<String>> {
    @Override
    public List<String> call() {
        try {
            return TckRun.results(TckBeans.GIVEN);
        } finally {
            TckBeans.closeAll();
        }
    }
}
