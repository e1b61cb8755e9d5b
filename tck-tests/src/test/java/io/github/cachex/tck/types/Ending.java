// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import io.github.cachex.tck.transactions.Jta;
import java.util.concurrent.Callable;

/** What becomes of the transaction that a call is made in. */
enum Ending {
    /** There is none. */
    NONE,
    /** It is committed. */
    COMMIT,
    /** It is rolled back. */
    ROLLBACK;

    <T> T call(Callable<T> call) throws Exception {
        if (this == NONE) {
            return call.call();
        }
        Jta.manager().begin();
        try {
            return call.call();
        } finally {
            if (this == COMMIT) {
                Jta.manager().commit();
            } else {
                Jta.manager().rollback();
            }
        }
    }
}
