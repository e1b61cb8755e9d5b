// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.backend.cas.tck.CasStoreContract;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.server.DynaliteServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A table of DynamoDB compares and sets. */
class DynamoDbStoreIT implements CasStoreContract {
    private static DynaliteServer server;
    private static DynamoDbStore store;
    private static DynamoDbStore other;

    @BeforeAll
    static void start() {
        server = Tables.server();
        store = new DynamoDbStore(Tables.client(server), "cachex", true);
        other = new DynamoDbStore(Tables.client(server), "cachex", true);
        store.examination().make(CallBudget.of(Duration.ofSeconds(30))).ifPresent(mistake -> {
            throw new IllegalStateException(mistake.problem());
        });
    }

    @AfterAll
    static void stop() {
        store.close();
        other.close();
        server.close();
    }

    @Override
    public CasStore store() {
        return store;
    }

    @Override
    public CasStore otherJvm() {
        return other;
    }
}
