// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What becomes of the operations on a cache inside a transaction: what changes is put off until the commit, by {@link
 * io.github.cachex.core.transaction.PendingChanges}, and then invalidated first and stored under leases after that, by {@link
 * io.github.cachex.core.transaction.AfterCommit}; what is loaded is for the transaction alone until then. Who manages transactions is
 * behind {@link io.github.cachex.core.transaction.Transactions}.
 */
@NullMarked
package io.github.cachex.core.transaction;

import org.jspecify.annotations.NullMarked;
