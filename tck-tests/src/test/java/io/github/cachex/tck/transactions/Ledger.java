// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.transactions;

import jakarta.transaction.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.h2.jdbcx.JdbcDataSource;

/** One row in a database, whose number each committed transaction counts up. Rolled back ones write numbers below zero. */
final class Ledger implements AutoCloseable {
    private final JdbcDataSource source = new JdbcDataSource();
    private final Connection keeper;
    private final int isolation;

    Ledger(int isolation) throws Exception {
        this.isolation = isolation;
        source.setURL("jdbc:h2:mem:ledger" + UUID.randomUUID() + ";LOCK_TIMEOUT=10000");
        keeper = source.getConnection();
        keeper.createStatement().execute("create table ledger (id int primary key, number bigint)");
        keeper.createStatement().execute("insert into ledger values (1, 0)");
    }

    /** Runs {@code work} in a transaction of its own; commits it, unless it fails. */
    static <T> T inTransaction(Callable<T> work) throws Exception {
        Jta.manager().begin();
        try {
            T result = work.call();
            Jta.manager().commit();
            return result;
        } finally {
            if (Jta.manager().getStatus() != Status.STATUS_NO_TRANSACTION) {
                Jta.manager().rollback();
            }
        }
    }

    /** Returns the number, in the transaction of the calling thread. */
    long read() throws Exception {
        try (PreparedStatement select =
                        Jta.connection(source, isolation).prepareStatement("select number from ledger where id = 1");
                ResultSet found = select.executeQuery()) {
            found.next();
            return found.getLong(1);
        }
    }

    /** Locks the row in the transaction of the calling thread, so that others who write wait for its end. */
    long lock() throws Exception {
        try (PreparedStatement select = Jta.connection(source, isolation)
                        .prepareStatement("select number from ledger where id = 1 for update");
                ResultSet found = select.executeQuery()) {
            found.next();
            return found.getLong(1);
        }
    }

    void write(long number) throws Exception {
        try (PreparedStatement update =
                Jta.connection(source, isolation).prepareStatement("update ledger set number = ? where id = 1")) {
            update.setLong(1, number);
            update.executeUpdate();
        }
    }

    @Override
    public void close() throws Exception {
        keeper.close();
    }
}
