// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import io.github.cachex.backend.cas.RemovingStore;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Records as items of a table, each read consistently and changed by one conditional call. Thread-safe. */
final class DynamoDbStore implements RemovingStore {
    /** An item may have 400 KB with its key and the names of its attributes. */
    private static final long LARGEST = 390 * 1024;

    private static final int AT_ONCE = 100;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final String IS_SAME = "v = :v";

    private final DynamoDbClient client;
    private final String table;
    private final boolean isOwn;
    private final Examination examination;
    private final AtomicBoolean examined = new AtomicBoolean();

    /**
     * Creates one.
     *
     * @param isOwn whether {@code client} is closed with it
     */
    DynamoDbStore(DynamoDbClient client, String table, boolean isOwn) {
        this.client = client;
        this.table = table;
        this.isOwn = isOwn;
        this.examination = new Examination(client, table, this);
    }

    Examination examination() {
        return examination;
    }

    @Override
    public Optional<Versioned> get(String name, CallBudget budget) {
        Map<String, AttributeValue> item = Calls.call(
                "get",
                name,
                false,
                budget,
                bounds -> client.getItem(request -> request.tableName(table)
                                .key(Item.key(name))
                                .consistentRead(true)
                                .overrideConfiguration(bounds))
                        .item());
        return item.isEmpty() ? Optional.empty() : Optional.of(Item.read(item));
    }

    @Override
    public Map<String, Versioned> getAll(Collection<String> names, CallBudget budget) {
        Map<String, Versioned> found = new HashMap<>();
        List<String> all = names.stream().distinct().toList();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            some(all.subList(from, Math.min(all.size(), from + AT_ONCE)), found, budget);
        }
        return found;
    }

    private void some(List<String> names, Map<String, Versioned> found, CallBudget budget) {
        Map<String, String> asked = new HashMap<>();
        names.forEach(name -> asked.put(Item.name(name), name));
        Map<String, KeysAndAttributes> left = Map.of(
                table,
                KeysAndAttributes.builder()
                        .keys(names.stream().map(Item::key).toList())
                        .consistentRead(true)
                        .build());
        while (true) {
            Map<String, KeysAndAttributes> next = left;
            BatchGetItemResponse answer = Calls.call(
                    "get",
                    names.get(0),
                    false,
                    budget,
                    bounds -> client.batchGetItem(
                            request -> request.requestItems(next).overrideConfiguration(bounds)));
            answer.responses()
                    .values()
                    .forEach(items -> items.forEach(item -> Optional.ofNullable(item.get(Item.NAME))
                            .map(AttributeValue::s)
                            .map(asked::get)
                            .ifPresent(name -> found.put(name, Item.read(item)))));
            left = answer.unprocessedKeys();
            if (left.isEmpty()) {
                return;
            }
            // It has had enough for now.
            LockSupport.parkNanos(Math.min(PAUSE, budget.remainingNanos()));
        }
    }

    @Override
    public OptionalLong put(String name, long expected, byte[] bytes, long goneAt, CallBudget budget) {
        // Another one than any record has had: as good as certainly, of so many there are.
        long version = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(table)
                .item(Item.of(name, version, bytes, goneAt))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (expected == ABSENT) {
            request.conditionExpression("attribute_not_exists(k)");
        } else {
            request.conditionExpression(IS_SAME).expressionAttributeValues(Map.of(":v", Item.number(expected)));
        }
        try {
            var unused = Calls.call(
                    "put",
                    name,
                    true,
                    budget,
                    bounds ->
                            client.putItem(request.overrideConfiguration(bounds).build()));
            return OptionalLong.of(version);
        } catch (ConditionalCheckFailedException e) {
            // The client of an application may have sent it twice.
            return Item.version(e.item()) == version ? OptionalLong.of(version) : OptionalLong.empty();
        }
    }

    @Override
    public boolean delete(String name, long expected, CallBudget budget) {
        try {
            var unused = Calls.call(
                    "delete",
                    name,
                    true,
                    budget,
                    bounds -> client.deleteItem(request -> request.tableName(table)
                            .key(Item.key(name))
                            .conditionExpression(IS_SAME)
                            .expressionAttributeValues(Map.of(":v", Item.number(expected)))
                            .overrideConfiguration(bounds)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public Optional<Versioned> remove(String name, CallBudget budget) {
        Map<String, AttributeValue> item = Calls.call(
                "delete",
                name,
                true,
                budget,
                bounds -> client.deleteItem(request -> request.tableName(table)
                                .key(Item.key(name))
                                .returnValues(ReturnValue.ALL_OLD)
                                .overrideConfiguration(bounds))
                        .attributes());
        return item.isEmpty() ? Optional.empty() : Optional.of(Item.read(item));
    }

    @Override
    public long largestRecord() {
        return LARGEST;
    }

    /** Notes that the table was looked at just now, so that the first contact need not. */
    void examined() {
        examined.set(true);
    }

    @Override
    public Optional<String> contact(CallBudget budget) {
        if (examined.getAndSet(false)) {
            return Optional.of(description());
        }
        examination.look(budget).ifPresent(mistake -> {
            throw new CacheBackendException(
                    Calls.TYPE,
                    "contact",
                    table,
                    Keys.TABLE.name() + "=" + table + " " + mistake.problem() + "; " + mistake.remedy(),
                    null);
        });
        return Optional.of(description());
    }

    private String description() {
        return "DynamoDB, table " + table;
    }

    @Override
    public void close() {
        if (isOwn) {
            client.close();
        }
    }
}
