// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Lends connections. Thread-safe. */
interface Connections extends AutoCloseable {
    /** Returns one that its borrower closes; may take as long as its pool likes. */
    Connection borrow() throws SQLException;

    /** Ends what is its own. Never throws. */
    @Override
    void close();
}
