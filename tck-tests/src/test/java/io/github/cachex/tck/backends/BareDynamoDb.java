// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of the table, by the SDK of AWS. */
final class BareDynamoDb implements BareClient {
    private static final String TABLE = "cachex";

    private final DynamoDbClient client;

    BareDynamoDb(SharedStore store) {
        client = DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + store.port()))
                .region(Region.EU_CENTRAL_1)
                .build();
    }

    private static Map<String, AttributeValue> key(String key) {
        return Map.of("k", AttributeValue.fromS("bare:" + key));
    }

    private static Map<String, AttributeValue> item(String key, byte[] bytes, int version) {
        Map<String, AttributeValue> item = new HashMap<>(key(key));
        item.put("v", AttributeValue.fromN(String.valueOf(version)));
        item.put("b", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
        return item;
    }

    @Override
    public Optional<byte[]> read(String key) {
        Map<String, AttributeValue> item = client.getItem(
                        request -> request.tableName(TABLE).key(key(key)).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item.get("b").b().asByteArray());
    }

    @Override
    public void insert(String key, byte[] bytes) {
        client.putItem(request ->
                request.tableName(TABLE).item(item(key, bytes, 1)).conditionExpression("attribute_not_exists(k)"));
    }

    @Override
    public void replace(String key, byte[] bytes) {
        client.putItem(request -> request.tableName(TABLE)
                .item(item(key, bytes, 2))
                .conditionExpression("v = :one")
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
    }

    @Override
    public void delete(String key) {
        client.deleteItem(request -> request.tableName(TABLE).key(key(key)));
    }

    @Override
    public void close() {
        client.close();
    }
}
