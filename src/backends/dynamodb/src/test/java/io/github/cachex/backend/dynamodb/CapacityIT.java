// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.testkit.server.DynaliteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** What operations cost, as the server reports it, beside what the page says. */
class CapacityIT {
    private static final Path PAGE = Path.of("../../docs/dynamodb.md");
    private static final EntryKey KEY = new EntryKey("tck:1", "posts", "1");
    private static final Lifetime LIFE = new Lifetime(Duration.ofHours(1), Duration.ZERO);

    /** What was spent. */
    private static final class Meter implements ExecutionInterceptor {
        private int calls;
        private double reads;
        private double writes;

        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            SdkRequest request = context.request();
            if (request instanceof GetItemRequest get) {
                return get.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            }
            if (request instanceof PutItemRequest put) {
                return put.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            }
            return request instanceof DeleteItemRequest delete
                    ? delete.toBuilder()
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .build()
                    : request;
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            calls++;
            SdkResponse response = context.response();
            if (response instanceof GetItemResponse got) {
                reads += got.consumedCapacity().capacityUnits();
            } else if (response instanceof PutItemResponse put) {
                writes += put.consumedCapacity().capacityUnits();
            } else if (response instanceof DeleteItemResponse deleted) {
                writes += deleted.consumedCapacity().capacityUnits();
            }
        }

        String spent(Runnable operation) {
            calls = 0;
            reads = 0;
            writes = 0;
            operation.run();
            return calls + " calls, " + reads + " reads, " + writes + " writes";
        }
    }

    private static CallBudget ample() {
        return CallBudget.of(Duration.ofSeconds(30));
    }

    /** Returns what the page says of {@code operation}, for an item of {@code size} KB. */
    private static String said(String operation, int size) throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            List<String> cells = lines
                    .filter(line -> line.startsWith("| " + operation + " |"))
                    .map(line -> List.of(line.split("\\|", -1)))
                    .findFirst()
                    .orElseThrow()
                    .stream()
                    .map(String::strip)
                    .toList();
            return cells.get(2) + " calls, " + units(cells.get(3), size) + " reads, " + units(cells.get(4), size)
                    + " writes";
        }
    }

    private static double units(String text, int size) {
        return Stream.of(text.split(" \\+ ", -1))
                .mapToDouble(part -> switch (part) {
                    case "S" -> size;
                    case "S/4" -> Math.max(1, Math.ceil(size / 4.0));
                    default -> Double.parseDouble(part);
                })
                .sum();
    }

    private static NewEntry entry(long id, int size) {
        // The name, the attributes and what is noted of the entry fill up the last KB.
        return new NewEntry(id, new byte[size * 1_024 - 300], LIFE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 100})
    void unitsOfAnOperation_areThoseOfThePage(int size) throws IOException {
        Meter meter = new Meter();
        try (DynaliteServer server = Tables.server();
                DynamoDbClient client = Tables.client(server.endpoint(), meter);
                CacheBackend backend = new DynamoDbBackendFactory()
                        .create(Tables.settings().with("create-table", "true").client(client))) {
            LeaseStore leases = backend.leases().orElseThrow();
            LeaseRequest request = new LeaseRequest(7, Duration.ofSeconds(30), Duration.ZERO, StoredEntry.UNREADABLE);
            assertThat(meter.spent(() -> {
                        assertThat(backend.read(KEY, ample())).isEmpty();
                        leases.acquire(KEY, request, ample());
                        assertThat(leases.store(KEY, entry(7, size), ample())).isTrue();
                    }))
                    .isEqualTo(said("guarded miss", size));
            assertThat(meter.spent(() -> assertThat(backend.read(KEY, ample())).isPresent()))
                    .isEqualTo(said("hit", size));
            assertThat(meter.spent(() -> assertThat(backend.invalidate(List.of(KEY), ample()))
                            .isOne()))
                    .isEqualTo(said("invalidation", size));
            assertThat(meter.spent(() -> backend.increment(KEY, 1, Duration.ofHours(1), ample())))
                    .isEqualTo(said("counter", size));
        }
    }
}
