// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.backend.cas.tck.CasStoreContract;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.server.DynaliteServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
        store.examination().make(ample()).ifPresent(mistake -> {
            throw new IllegalStateException(mistake.problem());
        });
    }

    private static CallBudget ample() {
        return CallBudget.of(Duration.ofSeconds(30));
    }

    @AfterAll
    static void stop() {
        store.close();
        other.close();
        server.close();
    }

    @Test
    void removedRecord_isReturnedOnce_whateverItsVersion() {
        assertThat(store.remove("removed", ample())).isEmpty();
        long version = store.put("removed", CasStore.ABSENT, new byte[] {1}, CasStore.NEVER, ample())
                .orElseThrow();
        assertThat(other.remove("removed", ample()).orElseThrow().version()).isEqualTo(version);
        assertThat(store.get("removed", ample())).isEmpty();
        assertThat(store.put("removed", version, new byte[] {2}, CasStore.NEVER, ample()))
                .isEmpty();
        assertThat(store.remove("removed", ample())).isEmpty();
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
