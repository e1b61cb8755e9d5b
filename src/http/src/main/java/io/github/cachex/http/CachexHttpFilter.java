// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import io.github.cachex.spi.EntryCollector;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The filter of resources that are {@link CachexHttp}; to be registered where providers are not found by themselves. It comes first on
 * the way in and last on the way out, so that it sees what every other filter made of the answer.
 */
@Provider
@CachexHttp
@Priority(0)
public class CachexHttpFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String COLLECTOR = CachexHttpFilter.class.getName();
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    @Context
    private @Nullable ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (isRead(request)) {
            request.setProperty(COLLECTOR, EntryCollector.open());
        }
    }

    private static boolean isRead(ContainerRequestContext request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        if (request.getProperty(COLLECTOR) instanceof EntryCollector collector) {
            request.removeProperty(COLLECTOR);
            try (collector) {
                if (response.getStatus() == OK) {
                    answer(request, response, collector);
                }
            }
        }
    }

    private void answer(ContainerRequestContext request, ContainerResponseContext response, EntryCollector collector)
            throws IOException {
        Promise promise = Promise.of(resource);
        Audience audience = Audience.of(request, response, promise, collector.entries());
        new Answer(promise, audience, collector).write(request, response);
        String held = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        String tag = response.getHeaderString(HttpHeaders.ETAG);
        if (held != null && tag != null && Validator.isAmong(held, tag)) {
            if (response.getEntity() instanceof Closeable open) {
                open.close();
            }
            response.setEntity(null);
            response.setStatus(NOT_MODIFIED);
        }
    }
}
