// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

/** When puts and invalidations inside a transaction take effect. */
public enum TransactionPolicy {
    /** After it was committed; never if it is rolled back. The default. */
    AFTER_COMMIT,
    /** At once, as if there were no transaction. */
    IMMEDIATE
}
