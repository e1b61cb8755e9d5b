// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Bounds calls of the SDK by a budget, and says their failures in Cachex's words. */
final class Calls {
    static final String TYPE = "dynamodb";

    private static final int SERVER_ERRORS = 500;
    private static final long SHORTEST = 1_000_000;

    private Calls() {}

    /**
     * Makes one call, which gets settings that end it with {@code budget}.
     *
     * @param isChange whether it may have been done though no answer comes
     * @throws ConditionalCheckFailedException where something else is there than was expected
     */
    static <T> T call(
            String operation,
            String name,
            boolean isChange,
            CallBudget budget,
            Function<AwsRequestOverrideConfiguration, T> call) {
        long left = budget.remainingNanos();
        if (left <= 0) {
            throw new CacheConnectionException(TYPE, operation, name, "backend-budget is spent", false, null);
        }
        try {
            return call.apply(AwsRequestOverrideConfiguration.builder()
                    .apiCallTimeout(Duration.ofNanos(Math.max(SHORTEST, left)))
                    .build());
        } catch (ConditionalCheckFailedException e) {
            throw e;
        } catch (AbortedException e) {
            Thread.currentThread().interrupt();
            throw new CacheConnectionException(TYPE, operation, name, "interrupted", isChange, e);
        } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException e) {
            throw new CacheConnectionException(
                    TYPE, operation, name, "no answer in time: backend-budget is spent", isChange, e);
        } catch (AwsServiceException e) {
            throw e.statusCode() >= SERVER_ERRORS
                    ? new CacheConnectionException(TYPE, operation, name, said(e), isChange, e)
                    : new CacheBackendException(TYPE, operation, name, said(e), e);
        } catch (SdkException e) {
            throw new CacheConnectionException(TYPE, operation, name, said(e), isChange, e);
        } catch (IllegalStateException e) {
            throw new CacheConnectionException(TYPE, operation, name, "the client is closed", false, e);
        }
    }

    /** In one line. */
    static String said(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }
}
