// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import io.github.cachex.testkit.BackendSettings;
import io.github.cachex.testkit.server.DynaliteServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A server, and clients of it as an application makes them. */
final class Tables {
    private Tables() {}

    static DynaliteServer server() {
        return DynaliteServer.start(Path.of("../../../tck-tests/dynalite"));
    }

    static DynamoDbClient client(DynaliteServer server) {
        return client(server.endpoint());
    }

    static DynamoDbClient client(String endpoint, ExecutionInterceptor... interceptors) {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(all -> all.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .executionInterceptors(List.of(interceptors)))
                .build();
    }

    static BackendSettings settings() {
        return BackendSettings.of("dynamodb", "table", "cachex");
    }
}
