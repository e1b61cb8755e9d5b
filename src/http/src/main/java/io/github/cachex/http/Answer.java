// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import io.github.cachex.spi.EntryCollector;
import io.github.cachex.spi.TouchedEntry;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer is said to be, from the entries that it is made of.
 *
 * @param promise what its resource says
 * @param audience for whom it is
 * @param collector the entries
 */
record Answer(Promise promise, Audience audience, EntryCollector collector) {
    private static final String CONTROL = "Surrogate-Control";
    private static final String NOT_SHARED = "no-store";
    /** What RFC 9111 has caches take for endless. */
    private static final long ENDLESS = Duration.ofDays(365).toSeconds();

    private static final Pattern AGE = Pattern.compile("(?:^|[,\\s])(s-maxage|max-age)\\s*=\\s*\"?(\\d{1,18})");
    private static final Pattern UNSHARED = Pattern.compile("(?:^|[,\\s])(no-store|private|no-cache)(?:$|[,;=\\s])");

    void write(ContainerRequestContext request, ContainerResponseContext response) {
        Vary.complete(response, promise);
        List<TouchedEntry> entries = collector.entries();
        if (!collector.isCertain() || Vary.of(response).contains("*")) {
            cacheControl(response, "no-cache");
            response.getHeaders().putSingle(CONTROL, NOT_SHARED);
            return;
        }
        if (!response.getHeaders().containsKey(HttpHeaders.ETAG)) {
            String tag = Validator.of(request, response, entries, promise.version(), audience.who());
            response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        }
        long life = life(entries);
        String said = response.getHeaderString(HttpHeaders.CACHE_CONTROL);
        cacheControl(response, "max-age=" + life);
        long sharedLife = Math.min(life, shared(said).orElse(ENDLESS));
        List<String> keys = SurrogateLines.of(entries);
        if (audience.isPrivate() || sharedLife <= 0 || keys.isEmpty() || isUnshared(said)) {
            response.getHeaders().putSingle(CONTROL, NOT_SHARED);
        } else {
            response.getHeaders().putSingle(CONTROL, "max-age=" + sharedLife);
            keys.forEach(line -> response.getHeaders().add(SurrogateLines.NAME, line));
        }
    }

    private void cacheControl(ContainerResponseContext response, String text) {
        if (!response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
            response.getHeaders()
                    .putSingle(HttpHeaders.CACHE_CONTROL, audience.isPrivate() ? "private, " + text : text);
        }
    }

    private static long life(List<TouchedEntry> entries) {
        long now = System.nanoTime();
        return entries.stream()
                .mapToLong(entry -> Math.max(0, entry.freshLeftAt(now).toSeconds()))
                .reduce(ENDLESS, Math::min);
    }

    /** Returns how long the resource itself lets shared caches keep the answer. */
    private static OptionalLong shared(@Nullable String said) {
        OptionalLong age = OptionalLong.empty();
        Matcher each = AGE.matcher(said == null ? "" : said.toLowerCase(Locale.ROOT));
        while (each.find()) {
            long seconds = Long.parseLong(each.group(2));
            if (each.group(1).equals("s-maxage")) {
                return OptionalLong.of(seconds);
            }
            age = OptionalLong.of(seconds);
        }
        return age;
    }

    private static boolean isUnshared(@Nullable String said) {
        String text = said == null ? "" : said.toLowerCase(Locale.ROOT);
        Matcher found = UNSHARED.matcher(text);
        while (found.find()) {
            // A resource may have browsers ask each time, and say for how long others need not.
            if (!found.group(1).equals("no-cache") || !text.contains("s-maxage")) {
                return true;
            }
        }
        return false;
    }
}
