// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.idempotency;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends each message once, whoever asks and however often. */
@ApplicationScoped
public class Mailer {
    @Inject
    @Cachex("mails")
    CacheHandler mails;

    private final List<String> sent = new CopyOnWriteArrayList<>();

    // snippet: idempotency
    private static final CacheOptions A_DAY = CacheOptions.ttl("1 day").jitter(0);

    /** Throws where the backend cannot say: sending twice would be a guess. */
    public boolean sendOnce(String messageId) {
        boolean first = mails.putIfAbsent(CacheKey.of(messageId, Instant.class), Instant.now(), A_DAY);
        if (first) {
            send(messageId);
        }
        return first;
    }
    // end

    private void send(String messageId) {
        sent.add(messageId);
    }

    /** Returns what was sent. */
    public List<String> sent() {
        return sent;
    }
}
