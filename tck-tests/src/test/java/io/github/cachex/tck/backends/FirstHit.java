// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import java.net.URI;
import java.util.Map;
import java.util.ServiceLoader;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The main class of a process that starts and asks once, as a function does that is started for a call.
 */
final class FirstHit {
    static final String CACHE = "first";
    static final CacheKey<String> KEY = CacheKey.of("hit", String.class);
    /** What others write for the bare SDK. */
    static final String BARE = "bare";
    /** What the process says that found what it asked for. */
    static final String FOUND = "found";

    private FirstHit() {}

    /** Takes where the store is, whether Cachex is used, and a part of the name of the HTTP client's service. */
    public static void main(String[] arguments) {
        String http = arguments[2];
        if (arguments[1].equals("sdk")) {
            DynamoDbClient client = client(arguments[0], http);
            print(() -> client.getItem(request -> request.tableName("cachex")
                            .key(Map.of("k", AttributeValue.fromS(BARE)))
                            .consistentRead(true))
                    .hasItem());
        } else {
            CacheHandler cache = settings().jedis(client(arguments[0], http)).build();
            print(() -> cache.get(KEY).isPresent());
        }
        Runtime.getRuntime().halt(0);
    }

    static CacheHandler.Builder settings() {
        return CacheHandler.builder()
                .name(CACHE)
                .prefix("tck")
                .property("cachex.background", "inline")
                .property("cachex.backend-budget", "30s")
                .property("cachex.backend.dynamodb.table", "cachex")
                .property("cachex.backend.dynamodb.create-table", "true");
    }

    static DynamoDbClient client(String endpoint, String http) {
        SdkHttpService service = ServiceLoader.load(SdkHttpService.class).stream()
                .filter(one -> one.type().getName().contains(http))
                .findFirst()
                .orElseThrow()
                .get();
        return DynamoDbClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.EU_CENTRAL_1)
                .httpClientBuilder(service.createHttpClientBuilder())
                .overrideConfiguration(all -> all.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    /** What is asked for. */
    private interface Question {
        boolean isAnswered();
    }

    private static void print(Question question) {
        System.out.println(question.isAnswered() ? FOUND : "it is not there");
    }
}
