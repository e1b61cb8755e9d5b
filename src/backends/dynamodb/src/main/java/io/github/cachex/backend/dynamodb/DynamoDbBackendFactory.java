// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import io.github.cachex.backend.cas.CasBackend;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.ConfigKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Makes the backend that is meant where a table of DynamoDB is configured. */
public final class DynamoDbBackendFactory implements BackendFactory {
    private static final Pattern TABLE =
            Pattern.compile("[A-Za-z0-9_.-]{3,255}|arn:[a-z-]+:dynamodb:[a-z0-9-]+:[0-9]+:table/[A-Za-z0-9_.-]{3,255}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");
    private static final Duration AT_START = Duration.ofSeconds(5);
    private static final Duration WHILE_MADE = Duration.ofMinutes(1);
    private static final int MOST_CONNECTIONS = 64;

    @Override
    public String type() {
        return Calls.TYPE;
    }

    @Override
    public List<ConfigKey> keys() {
        return Keys.all();
    }

    @Override
    public boolean isMeant(BackendContext context) {
        return context.text(Keys.TABLE).isPresent();
    }

    @Override
    public CacheBackend create(BackendContext context) {
        // All is read before anything is judged, so that all mistakes are noted at once.
        Optional<String> table = context.text(Keys.TABLE);
        if (table.filter(TABLE.asMatchPredicate()).isEmpty()) {
            context.problem(
                    Keys.TABLE,
                    table.isEmpty() ? "is not set" : "is no name of a table",
                    "write 3 to 255 letters, digits, _, - and ., or an ARN");
        }
        boolean isTableMade = isTrue(context);
        Optional<DynamoDbClient> handedIn = context.client(DynamoDbClient.class);
        if (handedIn.isPresent()) {
            Stream.of(Keys.REGION, Keys.ENDPOINT)
                    .filter(key -> context.text(key).isPresent())
                    .forEach(key -> context.problem(
                            key, "stands beside a client that was handed in", "leave it out: the client has its own"));
        }
        Optional<Region> region = region(context);
        Optional<URI> endpoint = endpoint(context);
        Optional<DynamoDbClient> client = handedIn;
        if (client.isEmpty() && !context.hasProblems()) {
            client = client(context, region, endpoint);
        }
        if (client.isEmpty() || context.hasProblems()) {
            throw noted();
        }
        DynamoDbStore store = new DynamoDbStore(client.get(), table.orElseThrow(), handedIn.isEmpty());
        try {
            examine(context, store, isTableMade);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        return new CasBackend(Calls.TYPE, store, context.clock());
    }

    private static IllegalStateException noted() {
        return new IllegalStateException("the configuration of DynamoDB has problems, which have been noted");
    }

    private static boolean isTrue(BackendContext context) {
        String text = context.text(Keys.CREATE_TABLE).orElseThrow();
        if (!List.of("true", "false").contains(text)) {
            context.problem(Keys.CREATE_TABLE, "is neither true nor false", "write true or false");
        }
        return text.equals("true");
    }

    private static Optional<Region> region(BackendContext context) {
        Optional<String> text = context.text(Keys.REGION);
        if (text.filter(REGION.asMatchPredicate().negate()).isPresent()) {
            context.problem(Keys.REGION, "is no name of a region", "write one such as eu-central-1");
            return Optional.empty();
        }
        return text.map(Region::of);
    }

    private static Optional<URI> endpoint(BackendContext context) {
        Optional<String> text = context.text(Keys.ENDPOINT);
        try {
            Optional<URI> uri = text.map(URI::create);
            if (uri.isEmpty() || uri.filter(DynamoDbBackendFactory::isHttp).isPresent()) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // As what is no address of HTTP.
        }
        context.problem(Keys.ENDPOINT, "is no address of HTTP", "write one such as https://dynamodb.example");
        return Optional.empty();
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getScheme() != null
                && List.of("http", "https").contains(uri.getScheme());
    }

    private static Optional<DynamoDbClient> client(
            BackendContext context, Optional<Region> region, Optional<URI> endpoint) {
        DynamoDbClientBuilder builder = withHttp(DynamoDbClient.builder())
                // What is sent again after a lost answer would count twice, and outlive its budget.
                .overrideConfiguration(all -> all.retryStrategy(DefaultRetryStrategy.doNotRetry()));
        region.ifPresent(builder::region);
        endpoint.ifPresent(builder::endpointOverride);
        try {
            return Optional.of(builder.build());
        } catch (SdkException e) {
            context.problem(
                    Keys.REGION,
                    "is not set, and the SDK of AWS finds none: " + Calls.said(e),
                    "write it, such as eu-central-1, or set AWS_REGION");
            return Optional.empty();
        }
    }

    /** Returns {@code builder} with the HTTP client of this backend; where that was left out, with the one that the SDK finds. */
    private static DynamoDbClientBuilder withHttp(DynamoDbClientBuilder builder) {
        try {
            return builder.httpClientBuilder(Apache5HttpClient.builder().maxConnections(MOST_CONNECTIONS));
        } catch (NoClassDefFoundError e) {
            return builder;
        }
    }

    /** Says what is wrong with the table; who does not answer now may do so later. */
    private static void examine(BackendContext context, DynamoDbStore store, boolean isTableMade) {
        Examination examination = store.examination();
        try {
            Optional<Examination.Mistake> mistake =
                    isTableMade ? examination.make(CallBudget.of(WHILE_MADE)) : Optional.empty();
            if (mistake.isEmpty()) {
                mistake = examination.look(CallBudget.of(AT_START));
            }
            mistake.ifPresent(one -> context.problem(Keys.TABLE, one.problem(), one.remedy()));
            store.examined();
        } catch (CacheConnectionException e) {
            if (isTableMade) {
                context.problem(
                        Keys.CREATE_TABLE,
                        "wants an answer at the start, and there is none: " + e.getMessage(),
                        "look at " + Keys.REGION.name() + " and " + Keys.ENDPOINT.name() + ", or leave it out");
            }
        }
        if (context.hasProblems()) {
            throw noted();
        }
    }
}
