// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A statement that the database took back to end a deadlock, as MariaDB does between inserts side by side. */
class DeadlockTest {
    private final SqlCalls calls = new SqlCalls(new LentConnections(source()), 1);
    private final AtomicInteger attempts = new AtomicInteger();

    private static JdbcDataSource source() {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:mem:");
        return source;
    }

    @AfterEach
    void close() {
        calls.close();
    }

    private int call(int deadlocks) {
        return calls.call("put", "name", true, CallBudget.of(Duration.ofSeconds(10)), connection -> {
            if (attempts.incrementAndGet() <= deadlocks) {
                throw new SQLTransactionRollbackException("Deadlock found", "40001");
            }
            return attempts.get();
        });
    }

    @Test
    void isDoneAgain() {
        assertThat(call(3)).isEqualTo(4);
    }

    /** It is neither a broken connection nor perhaps done. */
    @Test
    void thatDoesNotEnd_isAnError() {
        assertThatThrownBy(() -> call(Integer.MAX_VALUE))
                .isInstanceOf(CacheBackendException.class)
                .isNotInstanceOf(CacheConnectionException.class)
                .hasMessageContaining("Deadlock found");
        assertThat(attempts).hasValue(10);
    }

    @Test
    void otherErrors_areNotTriedAgain() {
        assertThatThrownBy(() -> calls.call("put", "name", true, CallBudget.of(Duration.ofSeconds(10)), connection -> {
                    attempts.incrementAndGet();
                    throw new SQLException("no such table", "42S02");
                }))
                .isInstanceOf(CacheBackendException.class);
        assertThat(attempts).hasValue(1);
    }
}
