// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Does all that Cachex does to a table once, with an item of its own, and says in words what it does not let. */
final class Examination {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);
    private static final String RIGHTS = "allow dynamodb:GetItem, BatchGetItem, PutItem and DeleteItem on it";

    private final DynamoDbClient client;
    private final String table;
    private final CasStore store;

    Examination(DynamoDbClient client, String table, CasStore store) {
        this.client = client;
        this.table = table;
        this.store = store;
    }

    /**
     * What is wrong.
     *
     * @param problem what the table is or does
     * @param remedy what to do
     */
    record Mistake(String problem, String remedy) {}

    /**
     * Looks at the table.
     *
     * @throws CacheConnectionException when nobody answers
     */
    Optional<Mistake> look(CallBudget budget) {
        String name = "cachex#probe:" + UUID.randomUUID();
        try {
            long version = store.put(name, CasStore.ABSENT, new byte[] {1}, System.currentTimeMillis(), budget)
                    .orElseThrow();
            boolean isRead = store.get(name, budget).isPresent()
                    && store.getAll(List.of(name), budget).containsKey(name);
            return store.delete(name, version, budget) && isRead
                    ? Optional.empty()
                    : Optional.of(new Mistake("did not keep what was put", "let nothing else change its items"));
        } catch (CacheConnectionException e) {
            throw e;
        } catch (CacheBackendException e) {
            return Optional.of(mistake(e));
        }
    }

    private static Mistake mistake(CacheBackendException e) {
        String said = e.getCause() instanceof AwsServiceException cause ? code(cause) : "";
        return switch (said) {
            case "ResourceNotFoundException" ->
                new Mistake(
                        "is not there",
                        "look at its name and at " + Keys.REGION.name()
                                + ", make it by the template in the documents, or write "
                                + Keys.CREATE_TABLE.name() + "=true");
            case "ValidationException" ->
                new Mistake(
                        "has another key, or a name that is none",
                        "make it with one partition key, k, of type S, and no sort key");
            case "AccessDeniedException" -> new Mistake("may not be used", RIGHTS);
            case "UnrecognizedClientException", "InvalidSignatureException", "ExpiredTokenException" ->
                new Mistake(
                        "is asked for with credentials that are not known",
                        "look at those that the SDK of AWS finds, and at " + Keys.REGION.name());
            default -> new Mistake("cannot be used: " + e.getMessage(), "see what it says");
        };
    }

    private static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
    }

    /** Makes the table if it is missing, with what deletes items whose time is over, and waits until it is there. */
    Optional<Mistake> make(CallBudget budget) {
        try {
            // Who hangs is known to by then.
            if (isThere(CallBudget.of(FIRST_ANSWER))) {
                return Optional.empty();
            }
            create(budget);
            while (!isThere(budget)) {
                LockSupport.parkNanos(Math.min(PAUSE, budget.remainingNanos()));
            }
            letItemsEnd(budget);
            return Optional.empty();
        } catch (CacheConnectionException e) {
            throw e;
        } catch (CacheBackendException e) {
            return Optional.of(
                    new Mistake(
                            "could not be made: " + e.getMessage(),
                            "allow dynamodb:CreateTable, DescribeTable and UpdateTimeToLive on it, or make it by the template"));
        }
    }

    private void create(CallBudget budget) {
        try {
            var unused = Calls.call(
                    "make",
                    table,
                    true,
                    budget,
                    bounds -> client.createTable(request -> request.tableName(table)
                            .attributeDefinitions(AttributeDefinition.builder()
                                    .attributeName(Item.NAME)
                                    .attributeType(ScalarAttributeType.S)
                                    .build())
                            .keySchema(KeySchemaElement.builder()
                                    .attributeName(Item.NAME)
                                    .keyType(KeyType.HASH)
                                    .build())
                            .billingMode(BillingMode.PAY_PER_REQUEST)
                            .overrideConfiguration(bounds)));
        } catch (CacheBackendException e) {
            if (!(e.getCause() instanceof ResourceInUseException)) {
                throw e;
            }
            // Another JVM makes it.
        }
    }

    private void letItemsEnd(CallBudget budget) {
        try {
            var unused = Calls.call(
                    "make",
                    table,
                    true,
                    budget,
                    bounds -> client.updateTimeToLive(request -> request.tableName(table)
                            .timeToLiveSpecification(
                                    ttl -> ttl.attributeName(Item.GONE_AT).enabled(true))
                            .overrideConfiguration(bounds)));
        } catch (CacheBackendException e) {
            // What only speaks as DynamoDB does may have nothing that deletes; what is over is no answer all the same.
            if (!(e.getCause() instanceof AwsServiceException cause)
                    || !code(cause).equals("UnknownOperationException")) {
                throw e;
            }
        }
    }

    private boolean isThere(CallBudget budget) {
        try {
            TableStatus status = Calls.call(
                    "make",
                    table,
                    false,
                    budget,
                    bounds -> client.describeTable(
                                    request -> request.tableName(table).overrideConfiguration(bounds))
                            .table()
                            .tableStatus());
            return status == TableStatus.ACTIVE || status == TableStatus.UPDATING;
        } catch (CacheBackendException e) {
            if (e.getCause() instanceof ResourceNotFoundException) {
                return false;
            }
            throw e;
        }
    }
}
