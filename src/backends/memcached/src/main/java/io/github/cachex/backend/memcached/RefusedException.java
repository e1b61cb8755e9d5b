// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.IOException;

/** Thrown where a server answers and is not to be used, with the problem and the remedy in words. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    RefusedException(String problem, String remedy) {
        super(problem + "; " + remedy);
        this.problem = problem;
        this.remedy = remedy;
    }

    String problem() {
        return problem;
    }

    String remedy() {
        return remedy;
    }
}
