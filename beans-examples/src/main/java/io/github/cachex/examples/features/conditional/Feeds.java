// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.conditional;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.FetchContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Reads feeds whose source answers 304 where nothing has changed. */
@ApplicationScoped
public class Feeds {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final HttpClient http = HttpClient.newHttpClient();
    private volatile URI source = URI.create("http://localhost/");

    @Inject
    @Cachex("feeds")
    CacheHandler feeds;

    /** Reads from {@code source} from now on. */
    public void readFrom(URI source) {
        this.source = source;
    }

    // snippet: conditional
    @CachexFetch(cache = "feeds", key = "feed:{id}", ttl = "5m", staleTtl = "1d")
    public String feed(@CachexKey("id") String id) throws IOException, InterruptedException {
        return load(id, FetchContext.current());
    }

    private String load(String id, FetchContext context) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(source.resolve(id));
        context.etag().ifPresent(etag -> request.header("If-None-Match", etag));
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() == NOT_MODIFIED) {
            return context.notModified();
        }
        if (response.statusCode() != OK) {
            throw context.fail(new IOException(id + ": status " + response.statusCode()));
        }
        response.headers().firstValue("ETag").ifPresent(context::etag);
        return response.body();
    }
    // end

    // snippet: refresh
    private static final CacheOptions A_DAY = CacheOptions.ttl("5m").staleTtl("1d");

    /** Asks the source now; where nothing has changed, no body is sent and the stored one begins a new life. */
    public String refresh(String id) throws Exception {
        return feeds.refreshWith(CacheKey.of("feed:" + id, String.class), A_DAY, context -> load(id, context));
    }

    /** Returns when the stored feed is to be asked for again. */
    public String state(String id) {
        return feeds.entry(CacheKey.of("feed:" + id, String.class))
                .map(entry -> entry.etag().orElse("no ETag") + ", fresh for " + entry.freshFor())
                .orElse("not stored");
    }
    // end

    /** Lets the stored feed end now. */
    public void expire(String id) {
        feeds.expire("feed:" + id);
    }
}
