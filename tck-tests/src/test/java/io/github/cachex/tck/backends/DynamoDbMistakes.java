// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What can be wrong with a table of DynamoDB. */
final class DynamoDbMistakes implements Mistakes {
    private static final String PREFIX = "cachex.backend.dynamodb.";
    private static final String TABLE = PREFIX + "table";
    private static final String CREATE = PREFIX + "create-table";

    private final Map<String, String> right;
    private final HttpServer forbidding;

    DynamoDbMistakes(SharedStore store) throws IOException {
        right = store.settings();
        makeOtherTable(right.get(PREFIX + "endpoint"));
        forbidding = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        forbidding.createContext("/", exchange -> {
            byte[] refusal = "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"no\"}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(400, refusal.length);
            exchange.getResponseBody().write(refusal);
            exchange.close();
        });
        forbidding.start();
    }

    private static void makeOtherTable(String endpoint) {
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.EU_CENTRAL_1)
                .build()) {
            client.createTable(request -> request.tableName("other-key")
                    .attributeDefinitions(one -> one.attributeName("id").attributeType(ScalarAttributeType.S))
                    .keySchema(one -> one.attributeName("id").keyType(KeyType.HASH))
                    .provisionedThroughput(one -> one.readCapacityUnits(1L).writeCapacityUnits(1L)));
            client.waiter().waitUntilTableExists(request -> request.tableName("other-key"));
        }
    }

    private Map<String, String> table(String name) {
        return with(with(right, TABLE, name), CREATE, "false");
    }

    @Override
    public List<Mistake> all() {
        String elsewhere = "http://127.0.0.1:" + forbidding.getAddress().getPort();
        return List.of(
                new Mistake("no name", table("a b"), TABLE + "=a b", "is no name of a table", "an ARN"),
                new Mistake("no table", table("missing"), TABLE + "=missing", "is not there", "create-table=true"),
                new Mistake("other key", table("other-key"), TABLE + "=other-key", "has another key", "of type S"),
                new Mistake(
                        "no rights",
                        with(table("cachex"), PREFIX + "endpoint", elsewhere),
                        TABLE + "=cachex",
                        "may not be used",
                        "allow dynamodb:GetItem"),
                new Mistake(
                        "no region",
                        with(right, PREFIX + "region", "Europe!"),
                        PREFIX + "region=Europe!",
                        "is no name of a region",
                        "eu-central-1"),
                new Mistake(
                        "no endpoint",
                        with(right, PREFIX + "endpoint", "localhost:1"),
                        PREFIX + "endpoint=localhost:1",
                        "is no address of HTTP",
                        "https://"));
    }

    @Override
    public List<Mistake> whileItHangs() {
        return List.of(new Mistake(
                "an endpoint that hangs",
                with(right, TABLE, "new"),
                CREATE + "=true",
                "wants an answer at the start",
                "look at " + PREFIX + "region and " + PREFIX + "endpoint"));
    }

    @Override
    public void close() {
        forbidding.stop(0);
    }
}
