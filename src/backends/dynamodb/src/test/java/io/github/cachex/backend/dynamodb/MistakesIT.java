// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.BackendSettings;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.server.DynaliteServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What is wrong in a configuration, or with a table, is said at the start; who does not answer holds nobody. */
class MistakesIT {
    private static void assertRefused(BackendSettings settings, String... said) {
        assertThatThrownBy(() -> new DynamoDbBackendFactory().create(settings))
                .isInstanceOf(IllegalStateException.class);
        assertThat(settings.problems()).singleElement().asString().contains(said);
    }

    @ParameterizedTest
    @CsvSource({
        "table, a b, an ARN",
        "region, Europe!, eu-central-1",
        "endpoint, localhost:1, https",
        "endpoint, http://user:secret@localhost, https",
        "create-table, yes, true or false"
    })
    void wrongSetting_isNamedWithItsRemedy(String key, String value, String remedy) {
        assertRefused(Tables.settings().with(key, value), "cachex.backend.dynamodb." + key, remedy);
    }

    @Test
    void wrongTable_isNamedWithItsRemedy() {
        try (DynaliteServer server = Tables.server();
                DynamoDbClient client = Tables.client(server)) {
            assertRefused(Tables.settings().client(client), "is not there", "create-table=true");
            assertRefused(Tables.settings().with("region", "eu-central-1").client(client), "region", "leave it out");
            client.createTable(request -> request.tableName("cachex")
                    .attributeDefinitions(one -> one.attributeName("id").attributeType(ScalarAttributeType.S))
                    .keySchema(one -> one.attributeName("id").keyType(KeyType.HASH))
                    .provisionedThroughput(one -> one.readCapacityUnits(1L).writeCapacityUnits(1L)));
            client.waiter().waitUntilTableExists(request -> request.tableName("cachex"));
            assertRefused(Tables.settings().client(client), "has another key", "of type S");
        }
    }

    /** As with the other stores: who does not answer may do so later, unless an answer is asked for. */
    @Test
    void serverThatHangsAtTheStart_endsItOnlyWhereTheTableIsToBeMade_inTime() {
        try (DynaliteServer server = Tables.server();
                DynamoDbClient client = Tables.client(server)) {
            server.pause();
            Elapsed start = Elapsed.start();
            new DynamoDbBackendFactory()
                    .create(Tables.settings().client(client))
                    .close();
            start.isWithin(Duration.ofSeconds(5));
            Elapsed refusal = Elapsed.start();
            assertRefused(
                    Tables.settings().with("create-table", "true").client(client),
                    "cachex.backend.dynamodb.create-table",
                    "no answer in time",
                    "look at cachex.backend.dynamodb.region");
            refusal.isWithin(Duration.ofSeconds(5));
            server.resume();
        }
    }

    @Test
    void serverThatHangs_holdsNobodyBeyondTheBudget() {
        Duration budget = Duration.ofMillis(500);
        try (DynaliteServer server = Tables.server();
                DynamoDbStore store = new DynamoDbStore(Tables.client(server), "cachex", true)) {
            assertThat(store.examination().make(CallBudget.of(Duration.ofSeconds(30))))
                    .isEmpty();
            assertThat(store.get("name", CallBudget.of(Duration.ofSeconds(30)))).isEmpty();
            server.pause();
            Elapsed longest = Elapsed.start().stop();
            for (int i = 0; i < 10; i++) {
                Elapsed call = Elapsed.start();
                assertThatThrownBy(() -> store.get("name", CallBudget.of(budget)))
                        .isInstanceOf(CacheConnectionException.class)
                        .hasMessageContaining("backend-budget");
                longest = Elapsed.longestOf(List.of(longest, call.stop()));
            }
            server.resume();
            Show.within("outage dynamodb hung", longest, budget, "longest of 10 calls");
        }
    }
}
